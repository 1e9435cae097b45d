import { join } from 'node:path';

/** Where a local run keeps what outlives it. */
export interface StateFolder {
  readonly root: string;
  /** The stack's outputs, for `npm run smoke`. */
  readonly outputsFile: string;
  /** The mailbox: one `.eml` file per mail. */
  readonly mailFolder: string;
  readonly postgresFolder: string;
  readonly kmsFolder: string;
  readonly logsFolder: string;
  /** The processes that run now, for the next run should this one be killed. */
  readonly processesFolder: string;
}

/** The layout of a state folder; touches nothing. */
export const stateFolder = (root: string): StateFolder => ({
  root,
  outputsFile: join(root, 'outputs.json'),
  mailFolder: join(root, 'mail'),
  postgresFolder: join(root, 'postgres'),
  kmsFolder: join(root, 'kms'),
  logsFolder: join(root, 'logs'),
  processesFolder: join(root, 'processes'),
});
