import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';
import type { DeclaredResource } from '../declared-stack.ts';
import { propertiesOf } from './properties.ts';

/** A declared `aws.cloudwatch.LogMetricFilter` as CloudWatch Logs' PutMetricFilter would get it. */
export function readMetricFilter(resource: DeclaredResource): MetricFilterDeclaration {
  const filter = propertiesOf(resource);
  const transformation = propertiesOf({ ...resource, outputs: filter.record('metricTransformation') });
  const dimensions = filter.record('metricTransformation')['dimensions'];
  return {
    filterName: filter.text('name'),
    logGroupName: filter.text('logGroupName'),
    filterPattern: filter.text('pattern'),
    metricTransformation: {
      namespace: transformation.text('namespace'),
      name: transformation.text('name'),
      value: transformation.text('value'),
      defaultValue: transformation.optionalNumber('defaultValue'),
      dimensions:
        dimensions === undefined
          ? undefined
          : (transformation.record('dimensions') as Record<string, string>),
      unit: transformation.optionalText('unit'),
    },
  };
}
