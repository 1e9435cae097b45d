import type { LocalPlan } from '../../local/declaration/local-plan.ts';
import type { FaultSwitch } from '../../local/endpoint/fault-switch.ts';
import type { Monitoring } from '../../local/monitoring/monitoring.ts';

/** What the console needs of a local run. No credential, password or key is in it. */
export interface ConsoleRun {
  readonly plan: Pick<
    LocalPlan,
    'project' | 'stack' | 'region' | 'accountId' | 'metricFilters' | 'alarms' | 'widgets'
  >;
  /** The service's. */
  readonly endpoint: string;
  readonly monitoring: Pick<Monitoring, 'alarms' | 'metrics'>;
  readonly kmsFaults: FaultSwitch;
}
