import { gridWidth, type Column, type Section } from './layout.ts';
import { logWidget, metricWidget, textWidget, type GraphedMetric, type LogTable } from './widgets.ts';

/** What the service tells of its KMS calls in embedded metrics. */
export interface KmsCallMetrics {
  /** Namespace of the service's own metrics. */
  readonly namespace: string;
}

export interface KmsSectionsArgs {
  readonly region: string;
  /** `undefined`: the service is not deployed here. */
  readonly calls: KmsCallMetrics | undefined;
  /** Failed calls, from the trail. */
  readonly errors: Omit<LogTable, 'region' | 'title'>;
  /** Who was behind a call, from the service's log; `undefined`: the service is not deployed here. */
  readonly requests: Omit<LogTable, 'region' | 'title'> | undefined;
}

/** The operations the service calls, each with the ways in which its calls fail. */
const errorKinds = {
  Decrypt: ['WrongKey', 'KeyMismatch', 'Throttled', 'Denied', 'KeyUnusable', 'TimedOut', 'Failed'],
  GenerateDataKey: ['Throttled', 'Denied', 'KeyUnusable', 'TimedOut', 'Failed'],
} as const;

const operations = ['GenerateDataKey', 'Decrypt'] as const;
type Operation = (typeof operations)[number];

/** KMS calls and errors: how many, how slow, which, by whom and from where. */
export function kmsSections({ region, calls, errors, requests }: KmsSectionsArgs): Section[] {
  const heading = textWidget(
    { width: gridWidth, height: 3 },
    '## KMS calls and errors',
    requests === undefined
      ? 'First: read `who`, `sourceIPAddress` and `errorCode` of the latest error; its `requestID` finds the call in the log of the application.'
      : 'First: read `errorCode` of the latest error. The trail knows only the address of the NAT gateway: look for its `requestID` in the second table, which has the client.',
  );
  const tables: Section[] = [
    [[logWidget(table(8), { ...errors, region, title: 'Latest KMS errors: who, from where, which error' })]],
    ...(requests === undefined
      ? []
      : [[[logWidget(table(6), { ...requests, region, title: 'Clients behind KMS calls' })] as const]]),
  ];
  return [[[heading]], ...(calls === undefined ? [] : [callColumns(calls, region)]), ...tables];
}

const table = (height: number) => ({ width: gridWidth, height });

function callColumns({ namespace }: KmsCallMetrics, region: string): Column[] {
  const metric = (operation: Operation, name: string, statistic: string, label: string): GraphedMetric => ({
    namespace,
    name,
    dimensions: { KmsOperation: operation },
    statistic,
    label,
  });
  const graph = (title: string, metrics: readonly GraphedMetric[]): Column => [
    metricWidget({ width: 8, height: 6 }, { region, title, metrics, periodSeconds: 60 }),
  ];
  return [
    graph(
      'KMS calls of the service in a minute',
      operations.map((operation) => metric(operation, 'KmsCalls', 'Sum', operation)),
    ),
    graph(
      'KMS errors of the service in a minute',
      operations.flatMap((operation) =>
        errorKinds[operation].map((kind) =>
          metric(operation, `KmsCall${kind}`, 'Sum', `${operation} ${kind}`),
        ),
      ),
    ),
    graph(
      'Duration of KMS calls in milliseconds',
      operations.flatMap((operation) =>
        ['p50', 'p99'].map((statistic) =>
          metric(operation, 'KmsCallDuration', statistic, `${operation} ${statistic}`),
        ),
      ),
    ),
  ];
}
