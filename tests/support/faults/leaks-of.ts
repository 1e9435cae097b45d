import { LeakSearch, piecesBelow, type Output, type Piece, type Sought } from '../secrets/leak-search.ts';
import type { FaultBed } from './fault-bed.ts';

/** Of thousands of answered Keys so many are looked for in every spelling. */
const SAMPLED_KEYS = 16;

/** Everything at one end of which a secret might have come out. */
export type Produced = Pick<FaultBed, 'aws' | 'correspondence' | 'postgres'> & {
  /** Where the services ran. */
  readonly folder: string;
  /** All that each of them printed. */
  readonly printed: readonly string[];
};

const REQUEST_ID = "the callers' request id";
const CALL_ID = 'the id of an AWS call';
const ACCESS_KEY_ID = "the task's AWS access key id";
const NAME = 'a Name';
const NAME_UUID = "a Name's UUID";

const UUID_AT_END = /[\da-f-]{36}$/;

const sampleOf = (keys: readonly string[]): Record<string, string> => {
  const step = Math.max(1, Math.floor(keys.length / SAMPLED_KEYS));
  const sampled = keys.filter((_, index) => index % step === 0).slice(0, SAMPLED_KEYS);
  return Object.fromEntries(
    sampled.flatMap((key, index) => [
      [`answered Key ${index + 1}`, key],
      [`answered Key ${index + 1} without dashes`, key.replaceAll('-', '')],
    ]),
  );
};

const soughtIn = ({ aws, correspondence, postgres }: Produced): Sought => {
  const { markers, requestId, answeredKeys, storedNames } = correspondence;
  const passwords = [...postgres.passwords].map((password, index) => [
    `password ${index + 1} of the database`,
    password,
  ]);
  const uuids = new Map(aws.records.map(({ requestID }) => [requestID, CALL_ID]));
  for (const name of storedNames) uuids.set(UUID_AT_END.exec(name)?.[0] ?? '', NAME_UUID);
  for (const key of answeredKeys) uuids.set(key, 'an answered Key');
  return {
    texts: {
      'a Text': markers.Text,
      'a wrong Key': markers['wrong Key'],
      [NAME]: markers.Name,
      [REQUEST_ID]: requestId,
      [ACCESS_KEY_ID]: aws.task.accessKeyId,
      "the task's AWS secret key": aws.task.secretAccessKey,
      "the task's AWS session token": aws.task.sessionToken,
      ...(Object.fromEntries(passwords) as Record<string, string>),
    },
    uuids,
    sample: sampleOf([...answeredKeys]),
  };
};

/** JSON of many values, a thousand at a time. */
function* inJson(place: string, values: readonly unknown[]): Generator<Piece> {
  for (let start = 0; start < values.length; start += 1_000) {
    yield { place, bytes: Buffer.from(JSON.stringify(values.slice(start, start + 1_000))) };
  }
}

async function* ofServices({ printed, folder }: Produced): AsyncGenerator<Piece> {
  for (const text of printed) yield { place: 'printed', bytes: Buffer.from(text) };
  yield* piecesBelow(folder);
}

function* ofAws({ aws }: Produced): Generator<Piece> {
  yield* inJson('what happened', aws.events);
  yield* inJson('what the detections made of the records', aws.reports);
}

const outputsOf = (produced: Produced): Output[] => {
  const { correspondence, postgres } = produced;
  const isStored = correspondence.storedNames.size > 0;
  return [
    { title: 'what the services left', pieces: ofServices(produced), holds: [REQUEST_ID, CALL_ID] },
    { title: 'the answers', pieces: inJson('head or body', correspondence.answers), holds: [REQUEST_ID] },
    { title: 'what AWS kept', pieces: ofAws(produced), holds: [ACCESS_KEY_ID, CALL_ID] },
    {
      title: "Postgres's files",
      // In place of Secrets Manager, which keeps the password on AWS.
      pieces: piecesBelow(postgres.root, ['password.json']),
      holds: isStored ? [NAME, NAME_UUID] : [],
    },
  ];
};

/**
 * A sentence for each place at which a secret of a bed came out: Texts, Keys, answered and wrong ones, all passwords of the
 * database and the task's credentials; Names too, where they are not stored. Where nothing is found of what belongs
 * there, a sentence says that the search is blind. The services and Postgres must have ended.
 */
export const leaksOf = async (produced: Produced): Promise<string[]> => {
  const search = new LeakSearch(soughtIn(produced));
  const problems: string[] = [];
  for (const output of outputsOf(produced)) problems.push(...(await search.problemsOf(output)));
  return problems;
};
