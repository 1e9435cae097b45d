import { beforeAll, describe, expect, it } from 'vitest';
import type { FastPathPlan, LocalPlan } from '../../../local/declaration/local-plan.ts';
import { readPlan } from '../../../local/declaration/read-plan.ts';
import type { RunEvent } from '../../../local/run/run-event.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { startLoop, type RunningLoop } from '../../support/running-loop.ts';

const minuteMs = 60_000;
const alarmName = 'keywatch-prod-kms-wrong-key';
const explanation = '[notify] Somebody used a wrong key (keywatch/prod): 1 record';
const plainMail = `ALARM: "${alarmName}" in Asia Pacific (Sydney)`;

let plan: LocalPlan;
beforeAll(async () => {
  plan = readPlan(await declaredStack('prod'));
});

/** The plan with another fast path. */
function changed(change: (fastPath: FastPathPlan) => FastPathPlan): LocalPlan {
  const { evidence } = plan;
  if (evidence?.fastPath === undefined) throw new Error('prod declares a fast path.');
  return { ...plan, evidence: { ...evidence, fastPath: change(evidence.fastPath) } };
}

type Of<Kind extends RunEvent['kind']> = Extract<RunEvent, { kind: Kind }>;
const isOf =
  <Kind extends RunEvent['kind']>(kind: Kind) =>
  (event: RunEvent): event is Of<Kind> =>
    event.kind === kind;

/** A loop with a secret to try wrong keys on, its alarms settled on OK. */
async function startSettled(of: LocalPlan, deliveryDelayMs?: number) {
  const loop = await startLoop(of, deliveryDelayMs);
  const ciphertext = await loop.generate({ keywatch: 'right' });
  await loop.clock.advance(2 * minuteMs);
  const since = loop.events.length;
  return {
    loop,
    told: () => loop.events.slice(since),
    tryKey: (key: string) => loop.decrypt(ciphertext, { keywatch: key }),
  };
}

/** The mails about the alarm that a wrong key raises. */
const mailsOf = (events: readonly RunEvent[]): Of<'mail'>[] =>
  events.filter(isOf('mail')).filter((event) => event.alarmName === alarmName);
const subjectsOf = (events: readonly RunEvent[]): string[] => mailsOf(events).map(({ mail }) => mail.subject);

describe('the fast path of prod, run locally', () => {
  it('tells of one wrong key once, before the alarm, whose own explanation is not told again', async () => {
    const { loop, told, tryKey } = await startSettled(plan);
    await tryKey('wrong');
    const calledMs = loop.clock.nowMs();
    await loop.clock.advance(30_000);
    expect(subjectsOf(told())).toEqual([explanation]);
    await loop.clock.advance(minuteMs);
    expect(subjectsOf(told())).toEqual([explanation, plainMail]);

    const story = told().filter(
      (event) =>
        ['call', 'rule-match', 'delivery', 'match'].includes(event.kind) ||
        (isOf('transition')(event) && event.transition.declaration.alarmName === alarmName) ||
        (isOf('mail')(event) && event.alarmName === alarmName),
    );
    expect(story.map(({ kind, atMs }) => [kind, atMs - calledMs])).toEqual([
      ['call', 0],
      ['rule-match', 1_000],
      ['delivery', 2_000],
      ['match', 2_000],
      ['mail', 11_000],
      ['transition', 61_000],
      ['mail', 61_000],
    ]);
    expect(told().filter(isOf('rule-match'))[0]?.ruleNames).toEqual([alarmName]);
    expect(mailsOf(told()).map(({ transition }) => transition?.state.value)).toEqual([undefined, 'ALARM']);
    await loop.stop();
  });

  it('collects what comes within the declared window into one message', async () => {
    const { loop, told, tryKey } = await startSettled(plan);
    await tryKey('wrong');
    await loop.clock.advance(9_000);
    await tryKey('wrong too');
    await loop.clock.advance(5_000);
    expect(subjectsOf(told())).toEqual([explanation.replace('1 record', '2 records')]);
    await loop.stop();
  });

  it('tells of the end too, once the alarm is back in OK', async () => {
    const { loop, told, tryKey } = await startSettled(plan);
    await tryKey('wrong');
    await loop.clock.advance(5 * minuteMs);
    const subjects = subjectsOf(told());
    expect(subjects.filter((subject) => subject.startsWith('['))).toEqual([
      explanation,
      '[over] Somebody used a wrong key (keywatch/prod): 1 record',
    ]);
    await loop.stop();
  });

  it('is the sooner, the later CloudTrail delivers', async () => {
    const { loop, told, tryKey } = await startSettled(plan, 5 * minuteMs);
    await tryKey('wrong');
    await loop.clock.advance(2.5 * minuteMs + 10_000);
    expect(subjectsOf(told())).toEqual([explanation]);
    expect(told().filter(isOf('delivery'))).toEqual([]);
    await loop.stop();
  });

  it('loses nothing that it saw when the run ends', async () => {
    const { loop, told, tryKey } = await startSettled(plan);
    await tryKey('wrong');
    await loop.stop();
    expect(subjectsOf(told())).toEqual([explanation]);
  });
});

describe('finds nothing', () => {
  /** What must stay quiet; afterwards a wrong key shows that the fast path would have told. */
  async function staysQuiet(act: (quiet: Awaited<ReturnType<typeof startSettled>>) => Promise<unknown>) {
    const quiet = await startSettled(plan);
    await act(quiet);
    await quiet.loop.clock.advance(30_000);
    expect(quiet.told().filter(isOf('rule-match'))).toEqual([]);
    expect(quiet.told().filter(isOf('call'))).toHaveLength(1);
    quiet.loop.setFault(undefined);
    await quiet.tryKey('wrong');
    await quiet.loop.clock.advance(30_000);
    expect(subjectsOf(quiet.told())).toEqual([explanation]);
    await quiet.loop.stop();
  }

  it('in a good decrypt', () => staysQuiet(({ tryKey }) => tryKey('right')));

  it('in an error of another kind', () =>
    staysQuiet(async ({ loop, tryKey }) => {
      loop.setFault(() => 'throttle');
      expect(await tryKey('wrong')).toBe('ThrottlingException');
    }));

  it.each([
    ['the rules are DISABLED', 'DISABLED'],
    ['the rules are plain ENABLED, which Decrypt is left out of', 'ENABLED'],
  ] as const)('where %s; the alarm is explained all the same', async (_, state) => {
    const declared = changed(({ rules, ...rest }) => ({
      ...rest,
      rules: rules.map((rule) => ({ ...rule, state })),
    }));
    await alarmAloneTells(declared);
  });

  it("where the queue's policy does not let the rules send; the alarm is explained all the same", async () => {
    await alarmAloneTells(
      changed(({ queue, ...rest }) => ({ ...rest, queue: { ...queue, policy: undefined } })),
    );
  });

  it('where another rule than those of the stack would have to send', async () => {
    await alarmAloneTells(
      changed(({ rules, ...rest }) => ({
        ...rest,
        rules: rules.map((rule) => ({ ...rule, arn: `${rule.arn}-other` })),
      })),
    );
  });

  async function alarmAloneTells(declared: LocalPlan): Promise<void> {
    const { loop, told, tryKey } = await startSettled(declared);
    await tryKey('wrong');
    await loop.clock.advance(30_000);
    expect(told().filter(isOf('rule-match'))).toEqual([]);
    expect(subjectsOf(told())).toEqual([]);
    await loop.clock.advance(minuteMs);
    expect(subjectsOf(told())).toEqual([plainMail, explanation]);
    await loop.stop();
  }
});

describe('a message that does not arrive', () => {
  const untoldOf = (loop: RunningLoop): Of<'untold'>[] => loop.events.filter(isOf('untold'));

  it('is tried again after the declared time, five times, then kept as a dead letter', async () => {
    const { settings } = plan.evidence ?? {};
    const topicArn = 'arn:aws:sns:ap-southeast-2:111122223333:gone';
    const broken: LocalPlan = {
      ...plan,
      evidence: plan.evidence && {
        ...plan.evidence,
        rules: [],
        settings: { ...plan.evidence.settings, channels: { email: { topicArn } } },
      },
    };
    expect(settings?.channels.email).toBeDefined();
    const { loop, tryKey } = await startSettled(broken);
    await tryKey('wrong');
    const calledMs = loop.clock.nowMs();
    await loop.clock.advance(60 * minuteMs);
    expect(untoldOf(loop).map(({ messages, because }) => [messages, because])).toEqual(
      Array(6).fill([1, 'email: Topic does not exist']),
    );
    const backAtSeconds = untoldOf(loop).map(({ next }) =>
      next.kind === 'again' ? (next.atMs - calledMs) / 1000 : next,
    );
    expect(backAtSeconds).toEqual([
      551,
      1101,
      1651,
      2201,
      2751,
      { kind: 'dead', queueName: 'keywatch-prod-undelivered' },
    ]);
    await loop.stop();
  });

  it('is one of its alarm alone: a template without a record leaves the others', async () => {
    const odd = changed(({ rules, ...rest }) => ({
      ...rest,
      rules: [
        ...rules,
        ...rules
          .filter(({ name }) => name === alarmName)
          .map((rule) => ({ ...rule, transform: () => '{"alarmName":"keywatch-prod-kms-wrong-key"}' })),
      ],
    }));
    const { loop, told, tryKey } = await startSettled(odd);
    await tryKey('wrong');
    await loop.clock.advance(30_000);
    expect(subjectsOf(told())).toEqual([explanation]);
    expect(untoldOf(loop).map(({ messages, because }) => [messages, because])).toEqual([
      [1, 'a message holds no record'],
    ]);
    await loop.stop();
  });
});
