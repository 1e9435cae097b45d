import { isStandardUnit } from '../units.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const maxNameLength = 255;
const maxDescriptionLength = 1024;
const maxDimensions = 30;
const maxActionsPerState = 5;
const daySeconds = 86_400;
const maxLongIntervalSeconds = 7 * daySeconds;
const hourSeconds = 3600;

const comparisonOperators = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const statistics = ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'];
const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'];
const alarmArn = /^arn:[a-z-]+:cloudwatch:[a-z0-9-]+:\d{12}:alarm:.+$/;

/** A declaration that CloudWatch refuses. */
export class AlarmDeclarationError extends Error {
  override readonly name = 'AlarmDeclarationError';
  readonly code = 'InvalidAlarm';
  /** One sentence each. */
  readonly problems: readonly string[];

  constructor(alarmName: string, problems: readonly string[]) {
    super(`Alarm ${JSON.stringify(alarmName)}: ${problems.join(' ')}`);
    this.problems = problems;
  }
}

/** @throws AlarmDeclarationError with every rule of `PutMetricAlarm` the declaration breaks. */
export function validateAlarm(declaration: AlarmDeclaration): void {
  const problems = [
    ...nameProblems(declaration),
    ...choiceProblems('statistic', declaration.statistic, statistics),
    ...choiceProblems('comparisonOperator', declaration.comparisonOperator, comparisonOperators),
    ...choiceProblems('treatMissingData', declaration.treatMissingData ?? 'missing', treatments),
    ...periodProblems(declaration),
    ...numberProblems(declaration),
    ...actionProblems(declaration),
  ];
  if (problems.length > 0) throw new AlarmDeclarationError(declaration.alarmName, problems);
}

function nameProblems(declaration: AlarmDeclaration): readonly string[] {
  const problems = (['alarmName', 'namespace', 'metricName'] as const)
    .filter((field) => declaration[field].length < 1 || declaration[field].length > maxNameLength)
    .map(
      (field) => `${field} has ${declaration[field].length} characters; it must have 1 to ${maxNameLength}.`,
    );
  const descriptionLength = declaration.alarmDescription?.length ?? 0;
  if (descriptionLength > maxDescriptionLength) {
    problems.push(
      `alarmDescription has ${descriptionLength} characters; it must have at most ${maxDescriptionLength}.`,
    );
  }
  if (!alarmArn.test(declaration.alarmArn)) {
    problems.push(
      `alarmArn ${JSON.stringify(declaration.alarmArn)} must look like arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME.`,
    );
  }
  const dimensions = Object.keys(declaration.dimensions ?? {}).length;
  if (dimensions > maxDimensions)
    problems.push(`There are ${dimensions} dimensions; at most ${maxDimensions} are allowed.`);
  if (declaration.unit !== undefined && !isStandardUnit(declaration.unit)) {
    problems.push(
      `unit ${JSON.stringify(declaration.unit)} is none of CloudWatch's, such as Count, Seconds or None.`,
    );
  }
  return problems;
}

function choiceProblems(field: string, value: string, choices: readonly string[]): readonly string[] {
  if (choices.includes(value)) return [];
  return [`${field} is ${JSON.stringify(value)}; it must be one of ${choices.join(', ')}.`];
}

function periodProblems({ period, evaluationPeriods }: AlarmDeclaration): readonly string[] {
  const isPeriod = [10, 20, 30].includes(period) || (period > 0 && period % 60 === 0);
  if (!isPeriod) return [`period is ${period} seconds; it must be 10, 20, 30 or a multiple of 60.`];
  const seconds = period * evaluationPeriods;
  if (period < hourSeconds && seconds > daySeconds) {
    return [
      `period times evaluationPeriods is ${seconds} seconds; with a period under an hour it must be at most a day.`,
    ];
  }
  if (seconds > maxLongIntervalSeconds) {
    return [`period times evaluationPeriods is ${seconds} seconds; it must be at most seven days.`];
  }
  return [];
}

function numberProblems({
  evaluationPeriods,
  datapointsToAlarm,
  threshold,
}: AlarmDeclaration): readonly string[] {
  const problems: string[] = [];
  if (!Number.isInteger(evaluationPeriods) || evaluationPeriods < 1) {
    problems.push(`evaluationPeriods is ${evaluationPeriods}; it must be a whole number from 1.`);
  }
  if (datapointsToAlarm !== undefined) {
    const isCount = Number.isInteger(datapointsToAlarm) && datapointsToAlarm >= 1;
    if (!isCount || datapointsToAlarm > evaluationPeriods) {
      problems.push(
        `datapointsToAlarm is ${datapointsToAlarm}; it must be a whole number from 1 to evaluationPeriods.`,
      );
    }
  }
  if (!Number.isFinite(threshold)) problems.push(`threshold is ${threshold}; it must be a finite number.`);
  return problems;
}

function actionProblems(declaration: AlarmDeclaration): readonly string[] {
  return (['alarmActions', 'okActions', 'insufficientDataActions'] as const).flatMap((field) => {
    const actions = declaration[field] ?? [];
    const problems = actions
      .filter((action) => !action.startsWith('arn:'))
      .map((action) => `${field} holds ${JSON.stringify(action)}, which is not an ARN.`);
    if (actions.length > maxActionsPerState) {
      problems.push(`${field} has ${actions.length} actions; at most ${maxActionsPerState} are allowed.`);
    }
    return problems;
  });
}
