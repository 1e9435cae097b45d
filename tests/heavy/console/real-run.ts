import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type RunningCommand, startThroughNpm } from '../../support/command.ts';

/** `npm start`, with its console. */
export interface RealRun {
  readonly url: string;
  /** Interrupts it as a person does; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts a run of its own: free ports, and a state folder that goes with it. */
export async function startRealRun(): Promise<RealRun> {
  const stateFolder = await mkdtemp(path.join(os.tmpdir(), 'keywatch-console-'));
  const command: RunningCommand = startThroughNpm('start', [
    '--port',
    '0',
    '--console-port',
    '0',
    '--state-folder',
    stateFolder,
  ]);
  const [, url = ''] = await command.printed(/^Console: +(http:\/\/127\.0\.0\.1:\d+)$/m);
  return {
    url,
    async stop() {
      command.kill('SIGINT');
      const { code } = await command.exited;
      await rm(stateFolder, { recursive: true });
      return code;
    },
  };
}
