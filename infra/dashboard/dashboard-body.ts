import { alarmColumn, type ShownAlarm } from './alarm-column.ts';
import { healthSection, type ServiceParts } from './health-section.ts';
import { kmsSections, type KmsSectionsArgs } from './kms-sections.ts';
import { gridWidth, layOut, type PlacedWidget, type Section } from './layout.ts';
import { alarmWidget, textWidget } from './widgets.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export interface DashboardBody {
  readonly start: string;
  readonly periodOverride: 'inherit';
  readonly widgets: readonly PlacedWidget[];
}

export interface DashboardBodyArgs extends Omit<KmsSectionsArgs, 'region'> {
  readonly title: string;
  readonly region: string;
  readonly detections: readonly ShownAlarm[];
  /** `undefined`: the service is not deployed here. */
  readonly service: { readonly alarms: readonly ShownAlarm[]; readonly parts: ServiceParts } | undefined;
}

/** An alarm widget has room for as many. */
const maxAlarmsInWidget = 100;

/**
 * The dashboard: on top the state of every alarm, then each detection, KMS calls and errors, the service's health.
 * Periods are kept whatever the time range: a threshold says nothing about a sum over another period. Pure.
 */
export function dashboardBody(args: DashboardBodyArgs): DashboardBody {
  const { title, region, detections, service } = args;
  return {
    start: '-PT6H',
    periodOverride: 'inherit',
    widgets: layOut([
      [
        [
          textWidget(
            { width: gridWidth, height: 2 },
            `# ${title}`,
            'First: find the alarm that is in ALARM; its column says what to do first, its mail the rest.',
          ),
        ],
      ],
      ...states('Detections', detections),
      ...states('Health', service?.alarms ?? []),
      heading('## Detections'),
      detections.map((alarm) => alarmColumn(alarm, region)),
      ...kmsSections(args),
      ...(service === undefined
        ? []
        : [
            heading('## Health of the service'),
            service.alarms.map((alarm) => alarmColumn(alarm, region)),
            healthSection(service.parts, region),
          ]),
    ]),
  };
}

function heading(text: string): Section {
  return [[textWidget({ width: gridWidth, height: 1 }, text)]];
}

/** All alarms at a glance. */
function states(title: string, alarms: readonly ShownAlarm[]): Section[] {
  const arns = alarms.map(({ alarmArn }) => alarmArn);
  const parts = Array.from({ length: Math.ceil(arns.length / maxAlarmsInWidget) }, (_, index) =>
    arns.slice(index * maxAlarmsInWidget, (index + 1) * maxAlarmsInWidget),
  );
  return parts.map((part) => [[alarmWidget({ width: gridWidth, height: 3 }, part, title)]]);
}
