import type { FaultSwitch } from '../../local/endpoint/fault-switch.ts';
import type { Fault } from '../protocol.ts';

/** The fault that is on, of those that the page can switch. */
export function faultOf(kmsFaults: Pick<FaultSwitch, 'current'>): Fault | null {
  const fault = kmsFaults.current();
  return fault === 'outage' || fault === 'throttle' ? fault : null;
}
