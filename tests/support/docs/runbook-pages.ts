import {
  detections,
  type Detection,
  type RecordDetection,
  type RecordScope,
} from '../../../detections/index.ts';
import { describeAlarm } from './describe-alarm.ts';
import { handPart, type HandParts } from './hand-parts.ts';
import type { HealthAlarmText } from './health-alarm-text.ts';

/** A page below docs/runbooks/: the facts come from the declarations, the advice from people. */
export interface RunbookPage {
  readonly file: string;
  /** Names of the parts that people write. */
  readonly handParts: readonly string[];
  readonly render: (parts: HandParts) => string;
}

export const howToWrite =
  '<!-- What is not marked as written by hand comes from the declarations: "npx vitest run tests/docs/runbooks.test.ts -u" writes it anew. -->';

/** All pages, given what a stack declares about the health of its service. */
export function runbookPages(health: readonly HealthAlarmText[]): RunbookPage[] {
  return [
    { file: 'README.md', handParts: ['before', 'after'], render: (parts) => renderIndex(health, parts) },
    ...detections.map((detection): RunbookPage => ({
      file: `${detection.id}.md`,
      handParts: [detection.id],
      render: (parts) => renderDetection(detection, parts),
    })),
    {
      file: 'health.md',
      handParts: ['before', ...health.map(({ id }) => id)],
      render: (parts) => renderHealth(health, parts),
    },
  ];
}

function renderIndex(health: readonly HealthAlarmText[], parts: HandParts): string {
  const rows = [
    ...detections.map(({ id, severity, title }) => [severity, `[\`${id}\`](${id}.md)`, title]),
    ...health.map(({ id, severity, title }) => [severity, `[\`${id}\`](health.md#${id})`, title]),
  ];
  const bySeverity = ['page', 'notify', 'operational'].flatMap((severity) =>
    rows.filter(([own]) => own === severity),
  );
  return [
    '# Runbooks',
    howToWrite,
    handPart(parts, 'before'),
    table(['severity', 'alarm', 'says'], bySeverity),
    handPart(parts, 'after'),
  ].join('\n\n');
}

function renderDetection(detection: Detection, parts: HandParts): string {
  const { id, title, meaning, severity, notifyRecovery, alarm, attack, waiver } = detection;
  const facts = [
    [
      'alarm',
      `\`keywatch-STACK-${id}\`${detection.deployment === 'lab' ? ', where `labAlarm` is true' : ''}`,
    ],
    [
      'severity',
      `${severity}${notifyRecovery ? '; its recovery is told too' : '; its recovery is not told'}`,
    ],
    ['fires at', describeAlarm(alarm)],
    ['without data', `\`${alarm.treatMissingData}\``],
    ['look first at', `saved query \`keywatch/STACK/${id}\` ([where](README.md#where-to-look))`],
    [
      'MITRE ATT&CK',
      attack.length === 0 ? 'none: no attack causes it' : attack.map(techniqueLink).join(', '),
    ],
    ['declared in', `[detections/${id}.ts](../../detections/${id}.ts)`],
    ...(waiver === undefined ? [] : [['waived on purpose', waiver]]),
  ];
  return [
    `# ${title}`,
    howToWrite,
    meaning,
    table(['', id], facts),
    '## First',
    steps(detection.runbook),
    handPart(parts, id),
    '## Known false positives',
    list(detection.falsePositives),
    '## Known gaps',
    list(detection.knownGaps),
    ...(detection.scope === 'log-group' ? [] : ['## The pattern', patternText(detection)]),
  ].join('\n\n');
}

function renderHealth(health: readonly HealthAlarmText[], parts: HandParts): string {
  return [
    '# The health of the service',
    howToWrite,
    handPart(parts, 'before'),
    ...health.map((alarm) =>
      [
        `## ${alarm.id}`,
        `${alarm.title}. ${alarm.meaning}`,
        `Severity ${alarm.severity}. Fires at: \`${alarm.metricName}\` in \`${alarm.namespace}\`, ${describeAlarm(alarm)}.`,
        steps(alarm.runbook),
        handPart(parts, alarm.id),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}

/** The pattern of the recorded subject, whose names are those of documentation. */
function patternText<S extends RecordScope>({ recordings, filterPattern }: RecordDetection<S>): string {
  const [{ subject }] = recordings;
  const several = recordings.length === 1 ? '' : ` It has ${recordings.length} forms; this is the first.`;
  return [`With example names for the stack's own.${several}`, '```text', filterPattern(subject), '```'].join(
    '\n',
  );
}

function techniqueLink(technique: string): string {
  return `[${technique}](https://attack.mitre.org/techniques/${technique.replace('.', '/')}/)`;
}

function steps(texts: readonly string[]): string {
  return texts.map((text, index) => `${index + 1}. ${text}`).join('\n');
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? 'None.' : texts.map((text) => `- ${text}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
