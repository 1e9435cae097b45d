import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom, type Random } from './random.ts';
import { buildRecord, type RecordedIdentity } from './generated-record.ts';

/** What an archive is to look like; the same options make the same bytes. */
export interface ArchiveOptions {
  readonly seed: number;
  readonly files: number;
  readonly recordsPerFile: number;
  /** eventTime of the earliest record. */
  readonly startMs: number;
  readonly accountId: string;
  readonly region: string;
  /** The role whose KMS calls the detections watch. */
  readonly taskRoleArn: string;
  /** Where that role's calls come from: the address of a NAT gateway. */
  readonly taskAddress: string;
  /** Share of the records that are of KMS. */
  readonly kmsShare: number;
  /** Share of the task role's KMS records that are refused for a wrong key. */
  readonly wrongKeyShare: number;
}

export const defaultArchive: ArchiveOptions = {
  seed: 1,
  files: 15,
  recordsPerFile: 1000,
  startMs: Date.parse('2026-01-01T00:00:00Z'),
  accountId: '111122223333',
  region: 'ap-southeast-2',
  taskRoleArn: 'arn:aws:iam::111122223333:role/keywatch-dev-task',
  // What an evaluation of the dev stack answers for its NAT gateway.
  taskAddress: '203.0.113.155',
  kmsShare: 0.01,
  wrongKeyShare: 0.05,
};

/** One log file of CloudTrail. */
export interface GeneratedFile {
  /** Within the bucket. */
  readonly key: string;
  /** Each a record's JSON, in the order of the file. */
  readonly records: readonly string[];
}

/** How much time a file's records span; CloudTrail writes one about every five minutes. */
const spanMs = 5 * 60_000;

/**
 * The log files of a busy account as CloudTrail lays them out in S3: several roles, users and services, mostly
 * nothing that concerns a detection. Records are not in order within a file, and neighbouring files overlap.
 */
export function* generateFiles(options: ArchiveOptions): Generator<GeneratedFile> {
  const random = createRandom(options.seed);
  for (let index = 0; index < options.files; index += 1) {
    const startMs = options.startMs + index * spanMs;
    const records = Array.from({ length: options.recordsPerFile }, () =>
      buildRecord(random, {
        ...options,
        timeMs: startMs + Math.floor(random.next() * 1.2 * spanMs),
        identity: pickIdentity(random, options),
      }),
    );
    yield { key: fileKey(random, options, startMs + spanMs), records };
  }
}

/** Writes an archive below a folder. @returns the number of bytes before compression. */
export async function writeArchive(folder: string, options: ArchiveOptions): Promise<number> {
  let bytes = 0;
  for (const { key, records } of generateFiles(options)) {
    const file = path.join(folder, key);
    const document = Buffer.from(`{"Records":[${records.join(',')}]}`);
    bytes += document.length;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, gzipSync(document, { level: 6 }));
  }
  return bytes;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
function fileKey(random: Random, { accountId, region }: ArchiveOptions, atMs: number): string {
  const at = new Date(atMs).toISOString();
  const day = at.slice(0, 10).replaceAll('-', '/');
  const stamp = `${at.slice(0, 10).replaceAll('-', '')}T${at.slice(11, 16).replace(':', '')}Z`;
  const unique = Array.from({ length: 16 }, () =>
    random.pick([...'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'.split('')]),
  );
  return `AWSLogs/${accountId}/CloudTrail/${region}/${day}/${accountId}_CloudTrail_${region}_${stamp}_${unique.join('')}.json.gz`;
}

const roles = [
  'ci-deploy',
  'web-frontend',
  'nightly-batch',
  'data-pipeline',
  'AWSServiceRoleForECS',
  'inventory',
];

function pickIdentity(random: Random, { taskRoleArn, accountId }: ArchiveOptions): RecordedIdentity {
  const roll = random.next();
  if (roll < 0.25) return { kind: 'role', roleArn: taskRoleArn };
  if (roll < 0.85) return { kind: 'role', roleArn: `arn:aws:iam::${accountId}:role/${random.pick(roles)}` };
  if (roll < 0.95) return { kind: 'user', userName: random.pick(['alice', 'bob', 'terraform']) };
  return { kind: 'service', service: random.pick(['autoscaling.amazonaws.com', 'config.amazonaws.com']) };
}
