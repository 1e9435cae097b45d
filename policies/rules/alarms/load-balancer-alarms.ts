import type { Rule } from '../../rule.ts';
import { alarmType } from './filter-metrics.ts';

const metrics = [
  'HTTPCode_Target_5XX_Count',
  'HTTPCode_ELB_5XX_Count',
  'UnHealthyHostCount',
  'HealthyHostCount',
];

export const loadBalancerAlarms: Rule = {
  id: 'load-balancer-alarms',
  sentence: 'Errors and dead targets of a load balancer are noticed.',
  controls: ['field'],
  on: ['aws:lb/loadBalancer:LoadBalancer'],
  check: (_balancer, stack) =>
    metrics
      .filter(
        (metric) =>
          stack.find(
            alarmType,
            ({ properties }) =>
              properties['namespace'] === 'AWS/ApplicationELB' && properties['metricName'] === metric,
          ).length === 0,
      )
      .map((metric) => `No alarm watches AWS/ApplicationELB ${metric}; declare one.`),
};
