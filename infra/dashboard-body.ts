import type { PlannedDetection } from './detection-plan.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface DashboardBody {
  readonly widgets: readonly object[];
}

export interface DashboardBodyArgs {
  readonly region: string;
  readonly plan: readonly PlannedDetection[];
  /** In the order of the plan. */
  readonly alarmArns: readonly string[];
}

/** The dashboard's grid has 24 columns. */
const gridWidth = 24;
const widgetsInRow = 3;
const statesHeight = 3;
const graphHeight = 6;

/** On top the state of every alarm, below each detection's metric with its threshold. Pure. */
export function dashboardBody({ region, plan, alarmArns }: DashboardBodyArgs): DashboardBody {
  const states = {
    type: 'alarm',
    x: 0,
    y: 0,
    width: gridWidth,
    height: statesHeight,
    properties: { title: 'Alarms', alarms: alarmArns },
  };
  return { widgets: [states, ...plan.map((planned, index) => graph(planned, index, region))] };
}

function graph(planned: PlannedDetection, index: number, region: string): object {
  const { title, alarm } = planned.detection;
  const { identity } = planned;
  const dimensions = Object.entries(planned.dimensions ?? {}).flat();
  const width = gridWidth / widgetsInRow;
  return {
    type: 'metric',
    x: (index % widgetsInRow) * width,
    y: statesHeight + Math.floor(index / widgetsInRow) * graphHeight,
    width,
    height: graphHeight,
    properties: {
      title: identity === undefined ? title : `${title} (${identity})`,
      region,
      metrics: [[planned.metricNamespace, planned.metricName, ...dimensions]],
      stat: alarm.statistic,
      period: Math.max(60, alarm.periodSeconds),
      yAxis: { left: { min: 0 } },
      annotations: { horizontal: [{ label: 'threshold', value: planned.threshold }] },
    },
  };
}
