import Table from 'cli-table3';

import type { Observed } from './traffic.ts';

/** What one fault came to, column by column. */
export type Row = Readonly<Record<string, string | number>>;

const ms = (duration: number): number => Math.round(duration);

/** The columns of a stretch of traffic. */
export const rowOf = (fault: string, { requests, health, bystander, mostSockets }: Observed): Row => {
  const known = requests.with(200) + requests.with(503);
  return {
    fault,
    requests: requests.count,
    'answered 200': requests.with(200),
    'answered 503': requests.with(503),
    otherwise: requests.count - known,
    'median ms': ms(requests.percentileMs(0.5)),
    'worst ms': ms(requests.percentileMs(1)),
    '/health p99 ms': ms(health.percentileMs(0.99)),
    'bystander p99 ms': ms(bystander.percentileMs(0.99)),
    'bystander worst ms': ms(bystander.percentileMs(1)),
    sockets: mostSockets,
  };
};

/** Prints what was observed, so that it can be quoted. */
export const printRows = (title: string, rows: readonly Row[]): void => {
  const columns = Object.keys(rows[0] ?? {});
  const table = new Table({ head: columns, style: { head: [], border: [] } });
  for (const row of rows) table.push(columns.map((column) => row[column] ?? ''));
  console.log(`${title}\n${table.toString()}`);
};
