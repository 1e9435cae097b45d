import type { EvidenceWindow } from './alarm-change.ts';

/** Each partition has a console of its own. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const consoleDomains: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

export interface InsightsLinkArgs {
  readonly partition: string;
  readonly region: string;
  readonly trailLogGroupName: string;
  readonly window: EvidenceWindow;
  readonly query: string;
}

/**
 * A link that opens the query in the console, ready to run. AWS documents no such link; the form is the one that the
 * console itself writes into the address bar: an object in a notation of `~`, `(`, `)` and `'` (JSURL), its texts
 * encoded with `*` for `%`. Its punctuation is encoded again, twice, with `$` for `%`: mail programs end a link at a
 * quote or a bracket.
 */
export function buildInsightsLink(args: InsightsLinkArgs): string {
  const { partition, region, trailLogGroupName, window, query } = args;
  const domain = consoleDomains[partition] ?? consoleDomains['aws'] ?? '';
  const detail = [
    `~(end~'${encodeText(iso(window.endMs))}`,
    `start~'${encodeText(iso(window.startMs))}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~'${encodeText(query)}`,
    `source~(~'${encodeText(trailLogGroupName)}))`,
  ].join('~');
  const twice = detail.replace(/[~()']/g, (mark) => `$25${hex(mark)}`);
  return `https://${region}.${domain}/cloudwatch/home?region=${region}#logsV2:logs-insights$3FqueryDetail$3D${twice}`;
}

/** Letters, digits, `-`, `_` and `.` as they are; the rest as the bytes of UTF-8. */
function encodeText(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((character) => (/[\w.-]/.test(character) ? character : `*${hex(character).toLowerCase()}`))
    .join('');
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
