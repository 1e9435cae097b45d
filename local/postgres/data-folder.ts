import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../process/run-process.ts';
import { syncFolder } from '../state/write-json-file.ts';
import { postgresMajorVersion } from './binaries.ts';
import { lastUsefulLine } from './log-sentence.ts';
import { PostgresError } from './postgres-error.ts';
import { type ServerContext, exists, serverProcess } from './server-context.ts';
import { superuser } from './server-settings.ts';

const draftPrefix = 'initialising-';

/**
 * Makes the data folder unless it is there, and checks that this Postgres can read it.
 *
 * initdb fills a folder with another name, which gets its own only when everything is in it and on disk: a
 * data folder half made by a killed run is never seen, and one that exists is never made again.
 * @throws {PostgresError} when it was made by another major version, or can't be made.
 */
export const prepareDataFolder = async (context: ServerContext): Promise<void> => {
  for (const name of await readdir(context.folder)) {
    if (name.startsWith(draftPrefix)) await rm(join(context.folder, name), { recursive: true });
  }
  if (await exists(context.dataFolder)) await checkDataFolder(context.dataFolder);
  else await initialise(context);
};

const initialise = async (context: ServerContext): Promise<void> => {
  const draft = join(context.folder, `${draftPrefix}${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  const { user } = context.identity;
  if (user) await chown(draft, user.uid, user.gid);
  const args = [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    '--auth=reject',
    '--encoding=UTF8',
    // Postgres' own locale: the same on every machine, whatever locales it has installed.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
  const answer = await runProcess({
    ...serverProcess(context, context.binaries.initdb, args),
    name: 'initdb',
    stopGraceMs: 1_000,
    onLine: (_, line) => context.log.write(line),
  });
  if (answer.code !== 0) {
    await rm(draft, { recursive: true, force: true });
    const line = lastUsefulLine(answer.stderr.filter((text) => !text.startsWith('initdb: removing')));
    throw new PostgresError(
      'START_FAILED',
      `Postgres could not make its data folder: ${line}. Log: ${context.log.path}`,
    );
  }
  await rename(draft, context.dataFolder);
  await syncFolder(context.folder);
};

const checkDataFolder = async (dataFolder: string): Promise<void> => {
  const shipped = await postgresMajorVersion();
  const written = await readFile(join(dataFolder, 'PG_VERSION'), 'utf8').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES') throw cause;
    const sentence = `${dataFolder} belongs to another user: start as that user, or remove it to start without its data.`;
    throw new PostgresError('FOLDER_OF_ANOTHER_USER', sentence, { cause });
  });
  if (written.trim() === String(shipped)) return;
  throw new PostgresError(
    'OTHER_MAJOR_VERSION',
    `${dataFolder} was written by Postgres ${written.trim()}, and this is Postgres ${shipped}, which can't read it: ` +
      'start with --fresh to forget its data, or go back to the earlier version of Keywatch.',
  );
};

/** Writes a file of the server's into the data folder, readable by the server alone. */
export const writeServerFile = async (context: ServerContext, name: string, text: string): Promise<void> => {
  const path = join(context.dataFolder, name);
  await writeFile(path, text, { mode: 0o600 });
  await chmod(path, 0o600);
  const { user } = context.identity;
  if (user) await chown(path, user.uid, user.gid);
};
