import { expect, it } from 'vitest';
import { kmsSections } from '../../../infra/dashboard/kms-sections.ts';
import type { KmsOperation } from '../../../service/kms/kms-call-log.ts';
import type { KmsErrorKind } from '../../../service/metrics/kms-error-kind.ts';
import { Metrics } from '../../../service/metrics/metrics.ts';

const kinds = Object.keys({
  WrongKey: true,
  Throttled: true,
  Denied: true,
  KeyMismatch: true,
  KeyUnusable: true,
  TimedOut: true,
  Failed: true,
} satisfies Record<KmsErrorKind, true>) as KmsErrorKind[];
/** Only a Decrypt can have a wrong key, or one that does not belong to the record. */
const possible: Readonly<Record<KmsOperation, readonly KmsErrorKind[]>> = {
  Decrypt: kinds,
  GenerateDataKey: kinds.filter((kind) => kind !== 'WrongKey' && kind !== 'KeyMismatch'),
};

interface EmbeddedMetrics {
  readonly KmsOperation: string;
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

/** Namespace, name and dimensions of every metric that the service can write about KMS. */
function writtenMetrics(): string[] {
  const lines: string[] = [];
  const metrics = new Metrics({ namespace: 'N', write: (line) => lines.push(line), nowMs: Date.now });
  for (const operation of ['Decrypt', 'GenerateDataKey'] as const) {
    for (const kind of possible[operation]) metrics.kmsCall(operation, 1, kind);
  }
  metrics.flush();
  return lines.flatMap((line) => {
    const written = JSON.parse(line) as EmbeddedMetrics;
    return written._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics: all }) =>
      all.map(({ Name }) => [Namespace, Name, Dimensions[0]?.[0], written.KmsOperation].join(' ')),
    );
  });
}

it('graphs every metric that the service writes about its KMS calls, and no other', () => {
  const errors = { logGroupName: 'trail', query: 'fields @message' };
  const sections = kmsSections({
    region: 'eu-west-1',
    calls: { namespace: 'N' },
    errors,
    requests: undefined,
  });
  const graphed = sections.flat(2).flatMap(({ properties }) => {
    const { metrics = [] } = properties as { metrics?: readonly (readonly unknown[])[] };
    return metrics.map((metric) => metric.slice(0, -1).join(' '));
  });
  expect(writtenMetrics()).toHaveLength(16);
  expect([...new Set(graphed)].sort()).toEqual(writtenMetrics().sort());
});

it('has a table of errors alone where the service is not deployed', () => {
  const errors = { logGroupName: 'trail', query: 'fields @message' };
  const widgets = kmsSections({ region: 'eu-west-1', calls: undefined, errors, requests: undefined }).flat(2);
  expect(widgets.map(({ type }) => type)).toEqual(['text', 'log']);
  expect(widgets[1]?.properties).toEqual({
    title: 'Latest KMS errors: who, from where, which error',
    region: 'eu-west-1',
    view: 'table',
    query: "SOURCE 'trail' | fields @message",
  });
});
