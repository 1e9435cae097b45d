/** The parts of an alarm's ARN that its notifications tell. */
export interface AlarmArnParts {
  readonly region: string;
  readonly accountId: string;
}

export function parseAlarmArn(alarmArn: string): AlarmArnParts {
  const [, , , region = '', accountId = ''] = alarmArn.split(':');
  return { region, accountId };
}
