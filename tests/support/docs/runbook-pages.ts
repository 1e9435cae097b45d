import {
  detections,
  type Detection,
  type RecordDetection,
  type RecordScope,
} from '../../../detections/index.ts';
import { healthAlarms, type HealthAlarm } from '../../../infra/health-alarms.ts';
import { describeAlarm } from './describe-alarm.ts';
import { handPart, type HandParts } from './hand-parts.ts';

/** A page below docs/runbooks/: the facts come from the declarations, the advice from people. */
export interface RunbookPage {
  readonly file: string;
  /** Names of the parts that people write. */
  readonly handParts: readonly string[];
  readonly render: (parts: HandParts) => string;
}

export const howToWrite =
  '<!-- What is not marked as written by hand comes from the declarations: "npx vitest run tests/docs/runbooks.test.ts -u" writes it anew. -->';

export const runbookPages: readonly RunbookPage[] = [
  { file: 'README.md', handParts: ['before', 'after'], render: renderIndex },
  ...detections.map((detection): RunbookPage => ({
    file: `${detection.id}.md`,
    handParts: [detection.id],
    render: (parts) => renderDetection(detection, parts),
  })),
  {
    file: 'health.md',
    handParts: ['before', ...alarmsOnHealth().map(({ id }) => id)],
    render: renderHealth,
  },
];

/** The alarms on the service's health, of a stack whose database has 20 GiB. */
export function alarmsOnHealth(): readonly HealthAlarm[] {
  return healthAlarms({
    loadBalancer: { LoadBalancer: 'app/example' },
    targetGroup: { LoadBalancer: 'app/example', TargetGroup: 'targetgroup/example' },
    database: { DBInstanceIdentifier: 'example' },
    databaseAllocatedStorageGib: 20,
    metricNamespace: 'Keywatch/keywatch-STACK',
  });
}

function renderIndex(parts: HandParts): string {
  const rows = [
    ...detections.map(({ id, severity, title }) => [severity, `[\`${id}\`](${id}.md)`, title]),
    ...alarmsOnHealth().map(({ id, severity, title }) => [severity, `[\`${id}\`](health.md#${id})`, title]),
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

function renderHealth(parts: HandParts): string {
  return [
    '# The health of the service',
    howToWrite,
    handPart(parts, 'before'),
    ...alarmsOnHealth().map((alarm) =>
      [
        `## ${alarm.id}`,
        `${alarm.title}. ${alarm.meaning}`,
        `Severity ${alarm.severity}; fires at a ${describeAlarm(alarm)} of \`${alarm.metricName}\` in \`${alarm.namespace}\`.`,
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
