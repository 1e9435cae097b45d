import { expect, it } from 'vitest';
import { buildInsightsLink } from '../../../functions/evidence/insights-link.ts';

const args = {
  region: 'eu-west-1',
  trailLogGroupName: '/keywatch/dev/trail',
  window: { startMs: Date.UTC(2026, 10, 22, 5, 48), endMs: Date.UTC(2026, 10, 22, 5, 53, 10) },
  query: 'fields @timestamp\n| filter a = "b" and c like /\'(~)\'/',
};

/** Undoes what the console undoes: `$` for `%` twice, then `*` for `%` in each text. */
const readLink = (link: string): string =>
  decodeURIComponent(decodeURIComponent(link.replaceAll('$', '%'))).replaceAll('*', '%');

it('holds the query, the log group and the times, and nothing at which a mail program would end it', () => {
  const link = buildInsightsLink({ ...args, partition: 'aws' });
  expect(link).not.toMatch(/[\s()'~"<>]/);
  const read = readLink(link);
  expect(read).toContain('#logsV2:logs-insights?queryDetail=~(');
  const [, query = ''] = /editorString~'([^~]*)~/.exec(read) ?? [];
  expect(decodeURIComponent(query)).toBe(args.query);
  const [, source = ''] = /source~\(~'([^~]*)\)\)$/.exec(read) ?? [];
  expect(decodeURIComponent(source)).toBe('/keywatch/dev/trail');
  expect(decodeURIComponent(read)).toContain(
    "~(end~'2026-11-22T05:53:10.000Z~start~'2026-11-22T05:48:00.000Z~",
  );
});

it.each([
  ['aws', 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#'],
  ['aws-cn', 'https://eu-west-1.console.amazonaws.cn/cloudwatch/home?region=eu-west-1#'],
  ['aws-us-gov', 'https://eu-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=eu-west-1#'],
])('leads to the console of the partition %s', (partition, beginning) => {
  expect(buildInsightsLink({ ...args, partition }).startsWith(beginning)).toBe(true);
});
