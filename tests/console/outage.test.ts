import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPath } from '../../console/client/model/request-path.ts';
import { createRunModel } from '../../console/client/model/run-model.ts';
import { summarise } from '../../console/client/model/trace-summary.ts';
import { startFakeRun, type FakeRun } from '../support/console/fake-run.ts';
import { noAssets, readSnapshot } from '../support/console/page.ts';
import { devPlan } from '../support/local-plan.ts';

describe("the page's own faults of KMS", () => {
  let run: FakeRun;

  beforeAll(async () => {
    run = await startFakeRun({ plan: await devPlan(), assets: noAssets });
  });
  afterAll(() => run.stop());

  /** What the page tells of the newest request: its outcome, and the path up to the record. */
  async function newestRequest(): Promise<readonly [outcome: string, path: readonly string[]]> {
    const snapshot = await readSnapshot(run.url);
    const model = createRunModel(snapshot);
    const [trace] = model.traces.newestFirst();
    if (trace === undefined) throw new Error('no request was told');
    expect(trace.request?.kmsCalls).toMatchObject([{ kmsRequestId: expect.any(String) as string }]);
    const path = buildPath(trace, model, snapshot.nowMs);
    return [summarise(trace).outcome, path.map(({ stage, title }) => `${stage}: ${title}`)];
  }

  it('show a call that an outage kept from KMS, which had an id all the same', async () => {
    await run.attempt('outage');
    expect(await newestRequest()).toEqual([
      '503 ServiceUnavailableException',
      ['request: POST /encrypt answered 503', 'kms: GenerateDataKey: ServiceUnavailableException'],
    ]);
  });

  it('show a call that KMS refused for its rate once, by its record', async () => {
    await run.attempt('throttling');
    const [outcome, path] = await newestRequest();
    expect(outcome).toBe('503 ThrottlingException');
    expect(path.slice(0, 3)).toEqual([
      'request: POST /encrypt answered 503',
      'kms: kms:GenerateDataKey ThrottlingException',
      expect.stringMatching(/^cloudtrail: Record /),
    ]);
  });
});
