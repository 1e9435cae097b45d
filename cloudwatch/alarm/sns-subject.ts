import { parseAlarmArn } from './alarm-arn.ts';
import { regionName } from './region-names.ts';
import type { AlarmTransition } from './alarm-transition.ts';

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const maxSubjectLength = 100;

/**
 * The subject of a notification: `ALARM: "name" in US East (N. Virginia)`. Subjects are printable ASCII, so
 * CloudWatch puts one underscore for a run of other characters, and shortens the name when need be.
 */
export function buildSnsSubject({ declaration, state }: AlarmTransition): string {
  const region = regionName(parseAlarmArn(declaration.alarmArn).region);
  const name = declaration.alarmName.replace(/[^\x20-\x7e]+/g, '_');
  const room = maxSubjectLength - `${state.value}: "" in ${region}`.length;
  return `${state.value}: "${name.length <= room ? name : `${name.slice(0, room - 3)}...`}" in ${region}`;
}
