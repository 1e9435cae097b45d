import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLogFile } from '../process/log-file.ts';
import type { ProcessExit } from '../process/start-process.ts';
import { postgresMajorVersion } from './binaries.ts';
import { createServerCertificate } from './certificate.ts';
import { prepareDataFolder, writeServerFile } from './data-folder.ts';
import { type DeclaredDatabase, checkNames, declareDatabase } from './declared-database.ts';
import { freePort } from './free-port.ts';
import { stopLeftoverServer } from './leftover-server.ts';
import { type PasswordFile, openPasswordFile } from './password-file.ts';
import { createRotation } from './password-rotation.ts';
import { type RunningServer, runServer } from './run-server.ts';
import { type ServerContext, createServerContext, dataFolderOf } from './server-context.ts';
import { type ServerSettings, clientAuthentication, serverFiles } from './server-settings.ts';

export interface PostgresOptions extends DeclaredDatabase {
  /** Everything the server keeps is in it. Only one `startPostgres` at a time may use it: see `openState`. */
  readonly folder: string;
  readonly logFile: string;
  readonly now: () => Date;
  /** Forget the data of earlier runs. */
  readonly fresh?: boolean;
  /** Server settings the stack declares in its parameter group; what makes it a local server wins over them. */
  readonly settings?: ServerSettings;
  /** Where the server's process is written down for a later run. */
  readonly recordFolder?: string;
  readonly choosePort?: () => Promise<number>;
}

/** A server that accepts connections: over TLS only, on 127.0.0.1 only. */
export interface RunningPostgres {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** PEM file of the authority that signed the server's certificate, new at every start. */
  readonly caFile: string;
  readonly majorVersion: number;
  /** The password that works now. */
  readonly password: () => string;
  /** Gives the user a new password and answers it; open connections stay open, as on RDS. */
  readonly rotatePassword: () => Promise<string>;
  /** Settles when the server has ended, wanted or not. */
  readonly exited: Promise<ProcessExit>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts Postgres for a local run, on the data of earlier runs unless told otherwise.
 * @throws {PostgresError} one sentence that says why it can't, with the log file's path where that helps.
 */
export const startPostgres = async (options: PostgresOptions): Promise<RunningPostgres> => {
  checkNames(options);
  const { folder, database, user } = options;
  await prepareFolder(options);
  const log = openLogFile(options.logFile);
  try {
    const context = await createServerContext(folder, log, options.recordFolder);
    const password = await openPasswordFile(join(folder, 'password.json'));
    const { port, process: server } = await prepareAndRun(context, options, password);
    const exited = server.exited.finally(() => log.close());
    const connection = { host: '127.0.0.1', port, database, user, caFile: caFileOf(folder) } as const;
    return {
      ...connection,
      majorVersion: await postgresMajorVersion(),
      password: password.current,
      rotatePassword: createRotation(connection, password),
      exited,
      stop: async () => {
        await server.stop();
        await exited;
      },
    };
  } catch (error) {
    await log.close();
    throw error;
  }
};

const caFileOf = (folder: string): string => join(folder, 'ca.pem');

/** As root the folder may be passed through by others, who can't list it: the server runs as one of them. */
const prepareFolder = async ({ folder, fresh = false }: PostgresOptions): Promise<void> => {
  if (fresh) {
    await stopLeftoverServer(dataFolderOf(folder));
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });
  await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
};

const prepareAndRun = async (
  context: ServerContext,
  options: PostgresOptions,
  password: PasswordFile,
): Promise<RunningServer> => {
  await stopLeftoverServer(context.dataFolder);
  await prepareDataFolder(context);
  const { ca, certificate, privateKey } = await createServerCertificate(options.now());
  await writeFile(caFileOf(context.folder), ca, { mode: 0o644 });
  await writeServerFile(context, serverFiles.certificate, certificate);
  await writeServerFile(context, serverFiles.privateKey, privateKey);
  await writeServerFile(context, serverFiles.clientAuthentication, clientAuthentication);
  await declareDatabase(context, options, password.current());
  return runServer(context, options.settings ?? {}, options.choosePort ?? freePort);
};
