import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../local/postgres/free-port.ts';
import { BrokenRunError } from '../../../local/run/run-error.ts';
import { startService } from '../../../local/run/service-process.ts';

let projectFolder: string;
beforeAll(async () => {
  projectFolder = await mkdtemp(path.join(tmpdir(), 'keywatch-service-'));
  await mkdir(path.join(projectFolder, 'service', 'dist'), { recursive: true });
});
afterAll(() => rm(projectFolder, { recursive: true }));

/** Starts a service whose answer to each request is this statement; `onLine` hears what it prints. */
async function start(answer: string, onLine: (line: string) => void = () => undefined, signal?: AbortSignal) {
  const program = `require('node:http').createServer((request, response) => {
    console.log('asked for ' + request.url);
    ${answer}
  }).listen(process.env.PORT, '127.0.0.1');`;
  await writeFile(path.join(projectFolder, 'service', 'dist', 'main.js'), program);
  return startService({
    projectFolder,
    environment: { PORT: String(await freePort()) },
    stopGraceMs: 1_000,
    logFile: path.join(projectFolder, 'service.log'),
    recordFolder: path.join(projectFolder, 'processes'),
    readyDeadlineMs: 60_000,
    onLine,
    signal,
  });
}

describe('the service of a local run', () => {
  it('is there once it says that it is ready', async () => {
    const service = await start('response.end()');
    expect((await fetch(service.endpoint)).status).toBe(200);
    await service.stop();
    await expect(fetch(service.endpoint)).rejects.toThrow('fetch failed');
  });

  it('is a broken run where it ends first, with its last line and where the others are', async () => {
    const broken = start("console.error('FATAL: no'); process.exit(3)");
    await expect(broken).rejects.toThrow(
      new BrokenRunError(
        `The service ended with exit code 3. Its last line: FATAL: no. All of them: ${path.join(projectFolder, 'service.log')}`,
      ),
    );
  });

  it('is stopped when the run is given up while it does not answer', async () => {
    const controller = new AbortController();
    const givingUp = start(
      '',
      (line) => {
        if (line === 'asked for /ready') controller.abort(new Error('Ctrl-C'));
      },
      controller.signal,
    );
    await expect(givingUp).rejects.toThrow('Ctrl-C');
  });
});
