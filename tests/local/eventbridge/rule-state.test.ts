import { expect, it } from 'vitest';
import { isShown } from '../../../local/eventbridge/rule-state.ts';

const reads = { managementEvent: true, readOnly: true };
const writes = { managementEvent: true, readOnly: false };
const readsData = { managementEvent: false, readOnly: true };

it.each([
  ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', [true, true, true]],
  ['ENABLED', [false, true, true]],
  ['DISABLED', [false, false, false]],
] as const)(
  'a rule in the state %s is shown calls that only read, that write, and that read data: %j',
  (state, shown) => {
    expect([reads, writes, readsData].map((record) => isShown(state, record))).toEqual(shown);
  },
);
