import { expect, it } from 'vitest';
import type { AlarmStateRecord, AlarmTransition } from '../../../../cloudwatch/alarm/index.ts';
import { createHistory } from '../../../../console/server/history/history.ts';
import { createRecorder } from '../../../../console/server/history/recorder.ts';
import type { RunEvent } from '../../../../local/run/run-event.ts';
import { wrongKeyEvents } from '../../../support/console/flood.ts';
import { devPlan } from '../../../support/local-plan.ts';

const noon = Date.UTC(2026, 10, 21, 12, 0, 0);
const plan = await devPlan();

/** A wrong key's events, in a request of this client; the id is the client's choice. */
function wrongKeyOf(clientAddress: string): readonly RunEvent[] {
  const path = wrongKeyEvents(plan, () => noon);
  const events = Array.from({ length: 5 }, () => path.next().value);
  return events.map((event) => {
    if (event.kind !== 'line') return event;
    const line = JSON.parse(event.event.message) as object;
    const message = JSON.stringify({ ...line, reqId: 'same', clientAddress });
    return { ...event, event: { ...event.event, message } };
  });
}

function wrongKeyAlarmFires(): RunEvent {
  const declaration = plan.alarms.find(({ alarmName }) => alarmName === 'keywatch-dev-kms-wrong-key');
  const evaluatedDatapoints = [{ timestamp: '2026-11-21T12:00:00.000+0000', value: 2 }];
  const state = { value: 'ALARM', reason: '', reasonData: JSON.stringify({ evaluatedDatapoints }) };
  const transition = { declaration, state, previousState: { value: 'OK' } as AlarmStateRecord };
  return { kind: 'transition', atMs: noon + 61_000, transition: transition as AlarmTransition };
}

it('tells of each cause the client behind it, though two open requests have one id', () => {
  const history = createHistory({ maxTraffic: 100, maxNews: 10 });
  const recorder = createRecorder({ plan }, history);
  const [first, second] = [wrongKeyOf('192.0.2.1'), wrongKeyOf('192.0.2.2')];
  const stepsOf = (kind: RunEvent['kind']): readonly RunEvent[] =>
    [...first, ...second].filter((event) => event.kind === kind);
  const [firstCall, firstAnswer, secondCall, secondAnswer] = stepsOf('line');
  const inOrder = [...stepsOf('call'), firstCall, secondCall, secondAnswer, ...stepsOf('match')];
  for (const event of inOrder) if (event !== undefined) recorder.record(event);
  // The alarm may fire before the first of them is answered.
  recorder.record(wrongKeyAlarmFires());
  if (firstAnswer !== undefined) recorder.record(firstAnswer);

  const events = history.all();
  const [fired] = events.filter((event) => event.kind === 'transition');
  expect(fired?.causes.map(({ requestId, clientAddress }) => [requestId, clientAddress])).toEqual([
    ['same', '192.0.2.1'],
    ['same', '192.0.2.2'],
  ]);
  const idsOf = (event: RunEvent | undefined): string[] =>
    event?.kind === 'call' ? [event.record.requestID] : [];
  expect(
    events
      .filter((event) => event.kind === 'request')
      .map(({ clientAddress, kmsCalls }) => [
        clientAddress,
        kmsCalls.map(({ kmsRequestId }) => kmsRequestId),
      ]),
  ).toEqual([
    ['192.0.2.2', idsOf(second[0])],
    ['192.0.2.1', idsOf(first[0])],
  ]);
});
