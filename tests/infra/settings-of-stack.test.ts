import { describe, expect, it } from 'vitest';
import { problemsOf, someStack } from '../support/given-settings.ts';

describe('parsing the settings of a stack', () => {
  it('lists a region whose databases could not be verified with the others', () => {
    const changes = { labAlarm: 'yes', ingressCidrs: '[]' };
    expect(problemsOf(changes, { ...someStack, region: 'il-central-1' })).toEqual([
      'keywatch:labAlarm is "yes"; it takes true or false.',
      'keywatch:ingressCidrs is an empty list; it takes at least one entry.',
      expect.stringMatching(/^aws:region is il-central-1, where no authority of Amazon RDS is known.*\.$/),
    ]);
    expect(problemsOf(changes, { ...someStack, region: undefined })).toContain(
      'aws:region is missing; every stack states it.',
    );
  });

  it('says nothing of the region while it can not be known whether a database is there', () => {
    const israel = { ...someStack, region: 'il-central-1' };
    expect(problemsOf({ deployApplication: 'yes' }, israel)).toEqual([
      'keywatch:deployApplication is "yes"; it takes true or false.',
    ]);
    expect(problemsOf({}, israel)).toHaveLength(1);
  });

  it('keep an image in ECR of another region from tasks whose endpoint is for their own', () => {
    const inEcr = { imageUri: '111122223333.dkr.ecr.us-east-1.amazonaws.com/keywatch:1' };
    const sydney = { ...someStack, region: 'ap-southeast-2' };
    expect(problemsOf({ egress: 'endpoints', ...inEcr }, sydney)).toEqual([
      "keywatch:imageUri is in ECR of us-east-1; with egress endpoints tasks reach that of the stack's region, ap-southeast-2, alone, so it takes an image there.",
    ]);
    expect(problemsOf({ egress: 'endpoints', ...inEcr })).toEqual([]);
    expect(problemsOf({ egress: 'nat', ...inEcr }, sydney)).toEqual([]);
    expect(problemsOf({ egress: 'none', ...inEcr }, sydney)).toHaveLength(1);
  });

  it('keep a channel from a secret of another region than the function, each by its setting', () => {
    const secretIn = (region: string) =>
      `arn:aws:secretsmanager:${region}:111122223333:secret:webhook-AbCdEf`;
    const sydney = { ...someStack, region: 'ap-southeast-2' };
    const problemsWith = (webhook: string, slack: string) =>
      problemsOf({ evidenceWebhookSecretArn: webhook, evidenceSlackSecretArn: slack }, sydney);
    const here = secretIn('ap-southeast-2');
    const refused = (setting: string) =>
      `keywatch:${setting} is a secret in us-east-1, and the function in ap-southeast-2 reads those of its own region alone; it takes a secret there, or a replica of this one.`;
    expect(problemsWith(here, secretIn('us-east-1'))).toContain(refused('evidenceSlackSecretArn'));
    expect(problemsWith(secretIn('us-east-1'), 'none')).toContain(refused('evidenceWebhookSecretArn'));
    expect(problemsWith(here, here).join()).not.toContain('us-east-1');
    expect(problemsWith('', '')).toEqual([]);
  });
});
