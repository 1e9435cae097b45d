import { expect, it } from 'vitest';
import { createFaultSwitch } from '../../../local/endpoint/fault-switch.ts';

it('a fault switch meets every call with its fault until it is switched off', () => {
  const faults = createFaultSwitch();
  expect([faults.current(), faults.hook('Decrypt')]).toEqual([undefined, undefined]);
  faults.set('outage');
  expect([faults.current(), faults.hook('Decrypt'), faults.hook('GenerateDataKey')]).toEqual([
    'outage',
    'outage',
    'outage',
  ]);
  faults.set(undefined);
  expect([faults.current(), faults.hook('Decrypt')]).toEqual([undefined, undefined]);
});
