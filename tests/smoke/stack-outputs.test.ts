import { describe, expect, it } from 'vitest';
import { OutputsFileError, parseStackOutputs, readStackOutputs } from '../../smoke/stack-outputs.ts';

const outputs = {
  applicationEndpoint: 'http://app.example.com',
  ecsTaskRoleArn: 'arn:aws:iam::111122223333:role/task',
  trailLogGroupName: '/trail',
  alarmNames: ['a'],
  awsRegion: 'eu-west-1',
};

describe('stack outputs', () => {
  it('are read with others ignored', () => {
    expect(parseStackOutputs(JSON.stringify({ ...outputs, vpcId: 'vpc-1' }), 'o.json')).toEqual(outputs);
  });

  it.each([
    ['no JSON', '{', 'o.json is not JSON'],
    ['no object', '[]', 'o.json does not hold the outputs of a Keywatch stack. the document:'],
    ['a missing output', JSON.stringify({ ...outputs, awsRegion: undefined }), 'awsRegion:'],
    [
      'an endpoint that is no URL',
      JSON.stringify({ ...outputs, applicationEndpoint: 'app' }),
      'applicationEndpoint:',
    ],
    ['no alarm', JSON.stringify({ ...outputs, alarmNames: [] }), 'alarmNames:'],
  ])('are refused with a sentence when the file holds %s', (_what, text, sentence) => {
    expect(() => parseStackOutputs(text, 'o.json')).toThrow(OutputsFileError);
    expect(() => parseStackOutputs(text, 'o.json')).toThrow(sentence);
  });

  it('say how to get the file when there is none', async () => {
    await expect(readStackOutputs('/nowhere/o.json')).rejects.toThrow(
      'No outputs file at /nowhere/o.json: run "npm start"',
    );
  });
});
