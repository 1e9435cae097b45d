import { AwsError } from './aws-error.ts';

/** The answer to a parameter that is known but not simulated: leaving it unread would answer something else. */
export const notSimulated = (parameter: string): AwsError =>
  new AwsError(
    'UnsupportedOperationException',
    `The parameter ${parameter} is not simulated by this endpoint: leave it out.`,
  );

/** @throws AwsError for the first of the named members that is present. */
export function refuseMembers(values: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  const present = names.find((name) => values[name] !== undefined);
  if (present !== undefined) throw notSimulated(present);
}
