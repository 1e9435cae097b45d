import type { Datapoint } from '../metric.ts';
import { formatDouble } from './aws-json.ts';
import { toReasonTimestamp } from './aws-time.ts';
import type { AlarmDeclaration } from './alarm-declaration.ts';
import type { AlarmState, ComparisonOperator, TreatMissingData } from './evaluate-alarm.ts';
import type { Observation } from './observe.ts';

/** The reason of an alarm that has never been evaluated. */
export const initialStateReason = 'Unchecked: Initial alarm creation';

/** From this many datapoints on, AWS names only the newest of them, after the comparison. */
const longListLength = 5;

const relations: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};
const fillings: Readonly<Record<TreatMissingData, string | undefined>> = {
  breaching: 'Breaching',
  notBreaching: 'NonBreaching',
  missing: undefined,
  ignore: undefined,
};

/**
 * Why an alarm changed its state, in CloudWatch's words, as recorded from AWS. Derived, not recorded: where the
 * missing datapoints are told when there are five datapoints or more.
 */
export function buildStateReason(
  declaration: AlarmDeclaration,
  newState: AlarmState,
  observation: Observation,
): string {
  const { evaluationPeriods: periods } = declaration;
  if (newState === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${count(periods, 'datapoint')} ${were(periods)} unknown.`;
  }
  const filled = missingClause(declaration, observation);
  if (observation.supporting.length === 0) {
    const received = observation.real.length;
    const datapoints =
      received === 0 ? 'no datapoints were' : `${count(received, 'datapoint')} ${were(received)}`;
    return `Threshold Crossed: ${datapoints} received for ${count(periods, 'period')}${filled}.`;
  }
  return `Threshold Crossed: ${comparisonClause(declaration, newState, observation, filled)}${minimumClause(declaration, newState, observation)}.`;
}

function comparisonClause(
  declaration: AlarmDeclaration,
  newState: AlarmState,
  { supporting }: Observation,
  filled: string,
): string {
  const { threshold, comparisonOperator, datapointsToAlarm, evaluationPeriods } = declaration;
  const counted =
    datapointsToAlarm === undefined
      ? count(supporting.length, 'datapoint')
      : `${supporting.length} out of the last ${evaluationPeriods} datapoints`;
  const negation = newState === 'OK' ? 'not ' : '';
  const comparison = `${were(supporting.length)} ${negation}${relations[comparisonOperator]} the threshold (${formatDouble(threshold)})${filled}`;
  if (supporting.length < longListLength) return `${counted} [${list(supporting)}] ${comparison}`;
  const newest = list(supporting.slice(0, longListLength));
  return `${counted} ${comparison}. The most recent datapoints which crossed the threshold: [${newest}]`;
}

function missingClause({ treatMissingData = 'missing' }: AlarmDeclaration, { missing }: Observation): string {
  const filling = fillings[treatMissingData];
  if (filling === undefined || missing === 0) return '';
  return ` and ${count(missing, 'missing datapoint')} ${missing === 1 ? 'was' : 'were'} treated as [${filling}]`;
}

/** Told only when M is declared. */
function minimumClause(
  { datapointsToAlarm }: AlarmDeclaration,
  newState: AlarmState,
  { minimum }: Observation,
): string {
  if (datapointsToAlarm === undefined) return '';
  const transition = newState === 'ALARM' ? 'OK -> ALARM' : 'ALARM -> OK';
  return ` (minimum ${count(minimum, 'datapoint')} for ${transition} transition)`;
}

function list(datapoints: readonly Datapoint[]): string {
  return datapoints
    .map(({ value, timestampMs }) => `${formatDouble(value)} (${toReasonTimestamp(timestampMs)})`)
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function were(number: number): string {
  return number === 1 ? 'was' : 'were';
}
