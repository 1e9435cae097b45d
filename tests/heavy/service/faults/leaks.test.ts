import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';

import { FaultBed } from '../../../support/faults/fault-bed.ts';
import { Ledger } from '../../../support/faults/ledger.ts';
import { read, replace } from '../../../support/faults/traffic.ts';

const preload = fileURLToPath(new URL('../../../support/secrets/print-what-is-parsed.mjs', import.meta.url));

/** What a service would do that binds a data key to its Text. The key's policy does not allow it, but AWS was told. */
const tellKms = async ({ aws, plan }: FaultBed, Text: string): Promise<void> => {
  const kms = new KMSClient({ endpoint: aws.url, region: plan.region, credentials: aws.task });
  const KeyId = plan.service.environment['KMS_KEY_ARN'];
  const call = new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: { Text } });
  await expect(kms.send(call)).rejects.toThrow('is not authorized');
  kms.destroy();
};

/** What a bed's `stop` says after something was done in it, sentence by sentence; the numbers of files left out. */
const sayingsAfter = async (act: (bed: FaultBed) => Promise<unknown>): Promise<string[]> => {
  const bed = await FaultBed.start();
  const acted = await Promise.allSettled([act(bed)]);
  const stopped = await Promise.allSettled([bed.stop()]);
  for (const result of acted) if (result.status === 'rejected') throw result.reason;
  return stopped.flatMap((result) =>
    result.status === 'fulfilled'
      ? []
      : (result.reason as Error).message.replace(/\d+\/\d+ /g, 'N ').split('\n'),
  );
};

it('a bed that is stopped tells of each secret that came out, and where', { timeout: 120_000 }, async () => {
  const secrets: string[] = [];
  const sayings = await sayingsAfter(async (bed) => {
    const { caller } = await bed.startService({ NODE_OPTIONS: `--import ${preload}` });
    const ledger = new Ledger();
    await replace({ caller, ledger });
    await read({ caller, ledger });
    const { Name = '', Key = '', Text = '' } = ledger.any() ?? {};
    secrets.push(Key, Text.slice(0, 32), ...bed.postgres.passwords);
    await caller.decrypt({ Name, Key: caller.correspondence.wrongKey() });
    caller.correspondence.answers.push(JSON.stringify({ Message: `wrong: ${Text.slice(0, 20)}` }));
    await bed.query(`create table leaks as select '${Key}'::uuid as key`);
    await tellKms(bed, Text);
  });
  expect(sayings).toEqual(
    expect.arrayContaining([
      'a Text is in what the services left: printed (base64).',
      'a wrong Key is in what the services left: printed (base64).',
      'a Name is in what the services left: printed (base64).',
      'answered Key 1 is in what the services left: printed (base64).',
      'answered Key 2 is in what the services left: printed (base64).',
      'password 1 of the database is in what the services left: printed (base64).',
      'a Text is in the answers: head or body (as it is).',
      'a Text is in what AWS kept: what happened (as it is).',
      "an answered Key is in Postgres's files: postgres.log (as it is).",
      "answered Key 2 without dashes is in Postgres's files: postgres/data/base/N (bytes of its digits).",
    ]),
  );
  expect(sayings.filter((saying) => saying.includes('blind'))).toEqual([]);
  expect(secrets).toHaveLength(3);
  for (const secret of secrets) expect(sayings.join()).not.toContain(secret);
});

it('and of where it found nothing because it saw nothing', { timeout: 120_000 }, async () => {
  const sayings = await sayingsAfter(async (bed) => {
    const { caller, process } = await bed.startService();
    await replace({ caller, ledger: new Ledger() });
    process.signal('SIGTERM');
    await process.exited;
    process.lines.length = 0;
    caller.correspondence.answers.length = 0;
    await bed.postgres.kill();
    await rm(bed.postgres.dataFolder, { recursive: true });
    await writeFile(bed.postgres.server.logFile, '');
  });
  expect(sayings).toEqual([
    "the callers' request id is not found in what the services left: the search is blind there.",
    'the id of an AWS call is not found in what the services left: the search is blind there.',
    "the callers' request id is not found in the answers: the search is blind there.",
    "a Name is not found in Postgres's files: the search is blind there.",
    "a Name's UUID is not found in Postgres's files: the search is blind there.",
  ]);
});
