import { describe, expect, it } from 'vitest';
import { all, any, is, type Condition } from '../../detections/condition.ts';
import { compileEventPattern } from '../../detections/event-pattern/compile-event-pattern.ts';
import { detections, type CompiledEventPattern, type RecordDetection } from '../../detections/index.ts';
import type { PlannedDetection } from '../../infra/detection-plan.ts';
import { eventPatternProblems } from '../../infra/event-pattern-problems.ts';
import { noticeTemplate, planFastPath } from '../../infra/fast-path-plan.ts';
import { Names } from '../../infra/names.ts';
import { planProblems, type PlanSettings } from '../../infra/plan-problems.ts';
import { watchSettings } from '../support/watched.ts';

function planned(
  id: string,
  conditions: Readonly<Record<string, Condition>>,
): Pick<PlannedDetection, 'detection' | 'threshold' | 'alarmName' | 'metricFilters'> {
  const detection = detections.find((each) => each.id === id);
  if (detection === undefined) throw new Error(`No detection is named ${id}.`);
  return {
    detection,
    threshold: detection.alarm.threshold,
    alarmName: id,
    metricFilters: Object.entries(conditions).map(([logicalName, condition]) => ({
      name: logicalName,
      logicalName,
      pattern: '',
      eventPattern: compileEventPattern(all(is('eventSource', 'kms.amazonaws.com'), condition)),
    })),
  };
}

describe('event patterns that are too long', () => {
  const choice = (of: number): Condition =>
    any(is(`a${of}`, 'x'.repeat(300)), is(`b${of}`, 'y'.repeat(300)), is(`c${of}`, 'z'.repeat(200)));
  const fits = choice(1);
  /** The one stands in each alternative of the other. */
  const twice = all(choice(1), choice(2));

  it('keep a fast path from being true, with the detection and the length', () => {
    const plan = [planned('kms-wrong-key', { 'kms-wrong-key-a': fits, 'kms-wrong-key-b': twice })];
    expect(eventPatternProblems(plan)).toEqual([
      expect.stringMatching(
        /^can't be true: kms-wrong-key would have no rule, because the pattern has 3\d\d\d characters; EventBridge allows 2048; it takes false$/,
      ),
    ]);
  });

  it.each([
    ['patterns that fit', 'kms-wrong-key', fits],
    ['a detection whose alarm counts, and so has no rule', 'kms-wrong-key-burst', twice],
  ])('are no problem of %s', (_, id, condition) => {
    const plan = [planned(id, { [id]: condition })];
    expect(eventPatternProblems(plan)).toEqual([]);
  });
});

describe('a detection of which only a long role makes a pattern too long', () => {
  const kmsWrongKey = detections.find(({ id }) => id === 'kms-wrong-key') as RecordDetection<'role'>;
  const greedy: RecordDetection<'role'> = {
    ...kmsWrongKey,
    eventPattern: ({ taskRoleArn }) =>
      compileEventPattern(all(is('eventSource', 'kms.amazonaws.com'), is('a', taskRoleArn.repeat(25)))),
  };
  const settings: PlanSettings = {
    ...watchSettings,
    egress: 'nat',
    evidenceChannels: ['email'],
    fastPath: true,
    labAlarm: false,
    metricNamespace: undefined,
  };

  it('is a problem of fastPath', () => {
    expect(planProblems(settings, [greedy])).toEqual([
      {
        setting: 'fastPath',
        message: expect.stringMatching(
          /^can't be true: kms-wrong-key .* 2\d\d\d characters; EventBridge allows 2048; it takes false$/,
        ) as string,
      },
    ]);
  });

  it.each([
    ['there is no fast path', { ...settings, fastPath: false }, greedy],
    ['the pattern fits', settings, kmsWrongKey],
  ])('is none where %s', (_, given, detection) => {
    expect(planProblems(given, [detection])).toEqual([]);
  });
});

describe('the rules of a plan', () => {
  const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };
  const names = new Names('keywatch', 'test', account);
  const wrongKey = planned('kms-wrong-key', {
    'kms-wrong-key-a': is('a', 'x'),
    'kms-wrong-key-b': is('a', 'y'),
  });
  const unasked: CompiledEventPattern = {
    expressible: false,
    clause: '{ $.a = 1 }',
    because: 'it has no words',
  };

  it('are one for each metric filter, which asks for what the filter counts', () => {
    const { rules, leftOut } = planFastPath([wrongKey], names);
    expect(rules.map(({ alarmName, eventPattern }) => [alarmName, eventPattern])).toEqual(
      [is('a', 'x'), is('a', 'y')].map((condition) => {
        const compiled = compileEventPattern(all(is('eventSource', 'kms.amazonaws.com'), condition));
        return ['kms-wrong-key', compiled.expressible && compiled.pattern];
      }),
    );
    expect(leftOut).toEqual([]);
  });

  it('are none for a detection that no event pattern can say, told of once, with the clause', () => {
    const detection = { ...(wrongKey.detection as RecordDetection<'role'>), eventPattern: () => unasked };
    const each = { ...wrongKey, detection };
    expect(planFastPath([each, each], names)).toEqual({
      rules: [],
      leftOut: ["kms-wrong-key has no fast path: EventBridge can't ask { $.a = 1 }: it has no words."],
    });
  });

  it.each(['kms-wrong-key-burst', 'detection-silent'])('are none for %s, which needs none', (id) => {
    expect(planFastPath([planned(id, { [id]: is('a', 'x') })], names)).toEqual({ rules: [], leftOut: [] });
  });

  it('are refused where what AWS decided makes a pattern that can not be said', () => {
    const metricFilters = wrongKey.metricFilters.map((filter) => ({ ...filter, eventPattern: unasked }));
    expect(() => planFastPath([{ ...wrongKey, metricFilters }], names)).toThrow(
      "The fast path can't have a rule for kms-wrong-key-a: EventBridge can't ask { $.a = 1 }: it has no words. fastPath false does without.",
    );
  });
});

it('names rules within the 64 characters that EventBridge allows, each its own, however long the names of the stack', () => {
  const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };
  const names = new Names('p'.repeat(30), 's'.repeat(30), account);
  const role = `kms-wrong-key-111122223333-${'r'.repeat(60)}`;
  const plan = [planned('kms-wrong-key', { [`${role}a`]: is('a', 'x'), [`${role}b`]: is('a', 'x') })];
  const ruleNames = planFastPath(plan, names).rules.map(({ ruleName }) => ruleName);
  expect(ruleNames.map((name) => name.length)).toEqual([64, 64]);
  expect(new Set(ruleNames).size).toBe(2);
});

it.each(['keywatch-prod-kms-wrong-key', 'a "quoted" <record> \\ name'])(
  'keeps the alarm name %s whole beside the record, the one value of the template',
  (alarmName) => {
    const template = noticeTemplate(alarmName);
    expect(template.match(/<[^>]*>/g)).toEqual(['<record>']);
    expect(JSON.parse(template.replace('<record>', '{"eventName":"Decrypt"}'))).toEqual({
      alarmName,
      record: { eventName: 'Decrypt' },
    });
  },
);
