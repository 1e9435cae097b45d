import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultArchive, generateFiles } from '../../../bench/generate-archive.ts';
import { buildAthenaQueries, parseTableName } from '../../../replay/athena/athena-queries.ts';
import { buildAthenaQuery } from '../../../replay/athena/athena-query.ts';
import { renderQueries } from '../../../replay/athena/render-queries.ts';
import { athenaDialect } from '../../../replay/athena/sql-dialect.ts';
import { readReplayPlan } from '../../../replay/replay-plan.ts';
import { feeds } from '../../../stack/declared/feeds.ts';
import { CloudTrailDatabase } from '../../support/athena/cloudtrail-database.ts';
import { expectedRows } from '../../support/athena/expected-rows.ts';
import { filterOf, planOf } from '../../support/athena/one-alarm-plan.ts';
import { queryRows, sorted } from '../../support/athena/query-rows.ts';
import { wrongKeyAlarm } from '../../support/cloudwatch/alarm-fixtures.ts';
import { declaredStack } from '../../support/declared-stack.ts';

const archive = {
  ...defaultArchive,
  seed: 5,
  files: 6,
  recordsPerFile: 400,
  kmsShare: 0.3,
  wrongKeyShare: 0.2,
};
const records = [...generateFiles(archive)].flatMap((file) => file.records);
const delay = { deliveryDelaySeconds: 300 };
const delayMs = 300_000;

const wrongKey = filterOf(
  'wrong-key',
  `{ $.errorCode = "InvalidCiphertext*" && $.userIdentity.sessionContext.sessionIssuer.arn = "${archive.taskRoleArn}" }`,
);
const namesTheKey = filterOf(
  'names-the-key',
  '{ $.requestParameters.keyId = "*1234abcd*" && $.errorCode = * }',
  {
    value: '2',
  },
);

async function databaseOf(messages: readonly string[]): Promise<CloudTrailDatabase> {
  const database = await CloudTrailDatabase.create(messages);
  onTestFinished(() => database.close());
  return database;
}

describe("a detection's query", () => {
  it('has a row for every match, with the datapoint of its minute and who caused it', async () => {
    const database = await databaseOf(records);
    const rows = await queryRows(database, wrongKeyAlarm, [wrongKey], delay);
    expect(rows.length).toBeGreaterThan(20);
    expect(sorted(rows)).toEqual(sorted(expectedRows(wrongKeyAlarm, [wrongKey], records, delayMs)));
    expect(rows.map((row) => row['eventtime'])).toEqual(rows.map((row) => String(row['eventtime'])).sort());
  });

  it('adds up what all metric filters of its metric count, and names those that match', async () => {
    const database = await databaseOf(records);
    const filters = [wrongKey, namesTheKey];
    const rows = await queryRows(database, wrongKeyAlarm, filters, delay);
    expect(sorted(rows)).toEqual(sorted(expectedRows(wrongKeyAlarm, filters, records, delayMs)));
    expect(new Set(rows.map((row) => row['metric_filters']))).toContain('wrong-key, names-the-key');
  });

  it('moves minutes by the delay, and reads only the events of the time asked for', async () => {
    const [early, late] = ['2026-01-01T00:00:30Z', '2026-01-01T00:01:30Z'].map((eventTime) =>
      JSON.stringify({
        eventTime,
        eventID: eventTime,
        errorCode: 'x',
        requestParameters: { keyId: '1234abcd' },
      }),
    );
    const database = await databaseOf([early ?? '', late ?? '']);
    const minutesOf = async (scope: Parameters<typeof queryRows>[3]) =>
      (await queryRows(database, wrongKeyAlarm, [namesTheKey], scope)).map(({ minute }) => minute);
    const atMs = Date.parse('2026-01-01T00:01:30Z');
    expect(await minutesOf({ deliveryDelaySeconds: 0 })).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:01:00.000Z',
    ]);
    expect(await minutesOf({ deliveryDelaySeconds: 30 })).toEqual([
      '2026-01-01T00:01:00.000Z',
      '2026-01-01T00:02:00.000Z',
    ]);
    expect(await minutesOf({ deliveryDelaySeconds: 0, fromMs: atMs })).toEqual(['2026-01-01T00:01:00.000Z']);
    expect(await minutesOf({ deliveryDelaySeconds: 0, toMs: atMs })).toEqual(['2026-01-01T00:00:00.000Z']);
  });

  it.each([
    [
      'its value',
      { value: '$.requestParameters.size' },
      'metric value $.requestParameters.size',
      'only a constant',
    ],
    ['its default', { defaultValue: 1 }, 'default value 1', 'a datapoint then also counts'],
    ['its dimensions', { dimensions: { user: '$.a' } }, 'dimensions user', 'a metric of its own'],
  ])('is refused where %s makes matches tell too little', (_what, transformation, clause, why) => {
    const scope = { table: 't', ...delay };
    const query = buildAthenaQuery(
      wrongKeyAlarm,
      [filterOf('odd', '', transformation)],
      scope,
      athenaDialect,
    );
    expect(query).toMatchObject({
      alarmName: 'kms-wrong-key',
      clauses: [{ metricFilterName: 'odd', clause }],
    });
    expect('clauses' in query ? query.clauses[0]?.why : '').toContain(why);
  });
});

describe('the printed queries', () => {
  it('tell detection, clause and reason of what has no query, and which alarms have no filter', () => {
    const plan = {
      ...planOf(filterOf('managed', '{ $.managementEvent IS TRUE }')),
      notReplayed: [
        {
          alarmName: 'detection-silent',
          because: 'AWS/Logs IncomingLogEvents does not come from a metric filter',
        },
      ],
    };
    expect(
      renderQueries(buildAthenaQueries(plan, { table: 't', ...delay }))
        .split('\n')
        .slice(-3),
    ).toEqual([
      "-- kms-wrong-key has no query. SQL can't say $.managementEvent IS TRUE (metric filter managed): the table has no managementEvent.",
      '',
      '-- detection-silent has no query: AWS/Logs IncomingLogEvents does not come from a metric filter.',
    ]);
  });

  it.each([
    ['default.cloudtrail_logs', '"default"."cloudtrail_logs"'],
    ['my-db.Table_1', '"my-db"."Table_1"'],
    ['cloudtrail_logs', undefined],
    ['a.b.c', undefined],
    ['a."b"; DROP TABLE x', undefined],
    ['', undefined],
  ])('name the table %j as %j', (text, name) => {
    expect(parseTableName(text)).toBe(name);
  });
});

it('the shipped detections find by query what their metric filters find in a generated archive', async () => {
  const plan = readReplayPlan(await declaredStack('dev'), { taskRoleArn: archive.taskRoleArn });
  const database = await databaseOf(records);
  let matches = 0;
  for (const alarm of plan.alarms) {
    const filters = plan.metricFilters.filter((filter) => feeds(filter, alarm));
    const rows = await queryRows(database, alarm, filters, delay);
    matches += rows.length;
    expect(sorted(rows)).toEqual(sorted(expectedRows(alarm, filters, records, delayMs)));
  }
  expect(matches).toBeGreaterThan(20);
});
