import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { ProcessOptions } from '../process/start-process.ts';
import { PostgresError } from './postgres-error.ts';

const run = promisify(execFile);

/** The whole environment of Postgres' programs: messages in English, times in UTC, nothing of the caller's. */
const serverEnv = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A user of the system. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How to run one of Postgres' programs. */
export type ServerCommand = Pick<ProcessOptions, 'command' | 'args' | 'uid' | 'gid' | 'env'>;
export type ServerLauncher = (command: string, args: readonly string[]) => ServerCommand;

/** Who the server runs as: undefined for "as ourselves", which is only root's not to have. */
export interface ServerIdentity {
  readonly user: ServerUser | undefined;
  readonly launch: ServerLauncher;
}

/**
 * Chooses who runs the server. Postgres refuses to run as root, so as root it becomes the owner of the data
 * folder, or for a new one `postgres` or, on a machine without that user, `nobody`; no user is added to the
 * system. A checkout below a folder only root may pass through, as `/root` or what `mktemp -d` makes, is
 * reached with one Linux capability (searching and reading folders) that the server alone is given, in
 * place of opening the folders to everybody.
 * @throws {PostgresError} when that user can't reach `folder`, in which the data folder is, or run `postgres`.
 */
export const chooseServerIdentity = async (
  folder: string,
  dataFolder: string,
  postgres: string,
): Promise<ServerIdentity> => {
  if (process.getuid?.() !== 0) {
    return { user: undefined, launch: (command, args) => ({ command, args, env: serverEnv }) };
  }
  const user = await chooseUser(dataFolder);
  for (const launch of launchersFor(user)) {
    if (await reaches(launch, folder, postgres)) return { user, launch };
  }
  throw new PostgresError(
    'FOLDER_UNREACHABLE',
    `Postgres can't run as root, and the user "${user.name}" it would run as can't reach ${folder} or run ${postgres}: ` +
      'move the checkout to where other users may pass through, or start as an ordinary user.',
  );
};

const chooseUser = async (dataFolder: string): Promise<ServerUser> => {
  const owner = (await stat(dataFolder).catch(() => undefined))?.uid;
  const candidates = owner === undefined || owner === 0 ? ['postgres', 'nobody'] : [String(owner)];
  for (const candidate of candidates) {
    const user = await lookUpUser(candidate);
    if (user) return user;
  }
  throw new PostgresError(
    'FOLDER_OF_ANOTHER_USER',
    owner === undefined || owner === 0
      ? 'Postgres can\'t run as root, and this machine has neither a user "postgres" nor "nobody": start as an ordinary user.'
      : `${dataFolder} belongs to a user (uid ${owner}) this machine doesn't know: start with --fresh to forget its data.`,
  );
};

const lookUpUser = async (nameOrUid: string): Promise<ServerUser | undefined> => {
  try {
    const [name, uid, gid] = await Promise.all(
      ['-un', '-u', '-g'].map(async (flag) => (await run('id', [flag, nameOrUid])).stdout.trim()),
    );
    return { name: name ?? nameOrUid, uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
};

/** Ways to run as a user, the least powerful first. Containers often lack the first capability but have the second. */
const launchersFor = ({ uid, gid }: ServerUser): readonly ServerLauncher[] => [
  (command, args) => ({ command, args, uid, gid, env: serverEnv }),
  ...['dac_read_search', 'dac_override'].map((capability): ServerLauncher => (command, args) => ({
    command: 'setpriv',
    args: [
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      `--inh-caps=-all,+${capability}`,
      `--ambient-caps=-all,+${capability}`,
      // Without this bit access(2), which Postgres asks about its programs, ignores capabilities.
      '--securebits=+no_setuid_fixup',
      command,
      ...args,
    ],
    env: serverEnv,
  })),
];

/** Asks the system and Postgres themselves, who know of access lists, mount options and what else matters. */
const reaches = async (launch: ServerLauncher, folder: string, postgres: string): Promise<boolean> => {
  const question = 'cd "$1" && "$2" --version';
  const { command, args, env, uid, gid } = launch('/bin/sh', ['-c', question, 'sh', folder, postgres]);
  const who = uid === undefined || gid === undefined ? {} : { uid, gid };
  const answer = await run(command, args, { cwd: '/', env, ...who }).catch(() => undefined);
  return answer?.stderr === '';
};
