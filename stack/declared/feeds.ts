import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';

/** Whether an alarm watches the metric a filter emits: same namespace, name and set of dimension names. Units are left to the metric's reader. */
export function feeds({ metricTransformation }: MetricFilterDeclaration, alarm: AlarmDeclaration): boolean {
  const { namespace, name, dimensions = {} } = metricTransformation;
  const names = (of: Readonly<Record<string, string>>): string => Object.keys(of).sort().join('\n');
  return (
    namespace === alarm.namespace &&
    name === alarm.metricName &&
    names(dimensions) === names(alarm.dimensions ?? {})
  );
}
