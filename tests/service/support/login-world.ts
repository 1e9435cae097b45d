import { afterAll, beforeAll } from 'vitest';

import { startTestPostgres, type TestPostgres } from '../../support/local-postgres.ts';
import { FakeAws } from './fake-aws.ts';
import { useAwsEnvironment } from './test-aws.ts';
import { secretStringOf } from './test-service.ts';

/** What a connection pool needs: a real Postgres, and AWS, where the secret with its login is. */
export interface LoginWorld {
  postgres: TestPostgres;
  aws: FakeAws;
}

/** Starts them before the tests of the file that calls it, and stops them after. */
export const loginWorld = (): LoginWorld => {
  const world = {} as LoginWorld;
  beforeAll(async () => {
    world.postgres = await startTestPostgres();
    world.aws = await FakeAws.start(() => secretStringOf(world.postgres));
    useAwsEnvironment(world.aws);
  });
  afterAll(async () => {
    await world.aws.stop();
    await world.postgres.stop();
  });
  return world;
};
