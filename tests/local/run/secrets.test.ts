import { GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalPlan } from '../../../local/declaration/local-plan.ts';
import { devPlan } from '../../support/local-plan.ts';
import { startLoop, type RunningLoop } from '../../support/running-loop.ts';
import { taskIdentity } from '../../support/local-aws.ts';
import { SecretsOfLoop } from '../../support/secrets/leaks-of-loop.ts';

let plan: LocalPlan;
beforeAll(async () => {
  plan = await devPlan();
});

/** A data key, as its caller got it. */
const dataKey = async ({ task }: RunningLoop): Promise<string> => {
  const KeyId = plan.kmsKeys[0]?.arn;
  const EncryptionContext = { keywatch: 'right' };
  const call = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext });
  return Buffer.from((await task.send(call)).Plaintext ?? []).toString('base64');
};

describe('a loop that is stopped', () => {
  it.each<[string, (loop: RunningLoop) => Promise<string>]>([
    ['a data key', dataKey],
    ['an AWS secret key', async ({ task }) => (await task.config.credentials()).secretAccessKey],
    ['an AWS session token', async ({ task }) => (await task.config.credentials()).sessionToken ?? ''],
    ['a Text', ({ keepSecret }) => (keepSecret('planted', 'a Text'), Promise.resolve('planted'))],
  ])('tells that %s came out in a line of the service', async (title, secretIn) => {
    const loop = await startLoop(plan);
    await loop.generate({ keywatch: 'right' });
    loop.log(JSON.stringify({ said: await secretIn(loop) }));
    await expect(loop.stop()).rejects.toThrow(new Error(`${title} is in what happened: JSON (as it is).`));
  });

  it('tells that a secret came out in what else there is, and nothing when none did', async () => {
    const leaky = await startLoop(plan);
    const { secretAccessKey, accessKeyId } = await leaky.task.config.credentials();
    const stopped = leaky.stop({ 'the page': `shows ${secretAccessKey}` });
    await expect(stopped).rejects.toThrow(new Error('an AWS secret key is in the page: JSON (as it is).'));
    const sound = await startLoop(plan);
    await sound.generate({ keywatch: 'right' });
    await expect(sound.stop({ 'the page': `shows ${accessKeyId}` })).resolves.toBeUndefined();
  });

  it('is found blind where calls were signed and no access key id is seen', async () => {
    const secrets = new SecretsOfLoop([taskIdentity]);
    expect(await secrets.in('what happened', 'nothing', true)).toEqual([
      'an access key id is not found in what happened: the search is blind there.',
    ]);
    expect(await secrets.in('what happened', `by ${taskIdentity.accessKeyId}`, true)).toEqual([]);
  });
});
