import { describe, expect, it } from 'vitest';
import { parseStackOutputs } from '../../smoke/stack-outputs.ts';
import { OutputsFileError } from '../../stack/outputs-file.ts';

const outputs = {
  applicationEndpoint: 'http://app.example.com',
  ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
  trailLogGroupName: '/trail',
  alarmNames: ['a'],
  awsRegion: 'eu-west-1',
};

describe('stack outputs', () => {
  it('are read with others ignored', () => {
    expect(parseStackOutputs({ ...outputs, vpcId: 'vpc-1' }, 'o.json')).toEqual(outputs);
  });

  it.each([
    ['a missing output', { ...outputs, awsRegion: undefined }, 'awsRegion:'],
    ['an endpoint that is no URL', { ...outputs, applicationEndpoint: 'app' }, 'applicationEndpoint:'],
    [
      'no application',
      { ...outputs, applicationEndpoint: undefined },
      'o.json is of a stack without an application',
    ],
    ['nothing', {}, 'applicationEndpoint: is missing'],
    ['no alarm', { ...outputs, alarmNames: [] }, 'alarmNames:'],
  ])('are refused with a sentence when they hold %s', (_what, given, sentence) => {
    expect(() => parseStackOutputs(given, 'o.json')).toThrow(OutputsFileError);
    expect(() => parseStackOutputs(given, 'o.json')).toThrow(sentence);
  });
});
