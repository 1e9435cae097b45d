import type { Secrets } from './find-secrets.ts';
import { LeakSearch, piecesBelow, type Output, type Piece, type Sought } from './leak-search.ts';
import { sampleOf } from './sample-of-keys.ts';

/** What callers said and were answered. */
export interface Heard {
  /** Each the beginning of everything of its kind. */
  readonly markers: { readonly Name: string; readonly Text: string; readonly 'wrong Key': string };
  /** Of every request, if they had one: services log and answer it. */
  readonly requestId?: string;
  readonly answeredKeys: ReadonlySet<string>;
  /** Names that hold a secret. */
  readonly storedNames: ReadonlySet<string>;
  /** Heads and bodies of answers, without what an answer is there to carry. */
  readonly answers: readonly string[];
}

/** Everything at one end of which a secret might have come out, and the secrets. Whatever ran has ended. */
export interface Produced {
  readonly heard: Heard;
  readonly credentials: Secrets;
  /** Those that the database's user has had. */
  readonly passwords: Iterable<string>;
  /** All that services printed, and the folder they ran in. */
  readonly services: { readonly printed: readonly string[]; readonly folder: string };
  /** What AWS was told and made of it, by a word for each; and the ids it gave to calls. */
  readonly aws: {
    readonly kept: Readonly<Record<string, readonly unknown[]>>;
    readonly callIds: Iterable<string>;
  };
  /** With the data, the write-ahead log and what Postgres printed below it. */
  readonly postgresRoot: string;
}

const REQUEST_ID = "the callers' request id";
const CALL_ID = 'the id of an AWS call';
const NAME = 'a Name';
const NAME_UUID = "a Name's UUID";

const UUID_AT_END = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const uuidsOf = (names: Iterable<string>): string[] =>
  Array.from(names, (name) => UUID_AT_END.exec(name)?.[0]).filter((uuid) => uuid !== undefined);

const soughtIn = ({ heard, credentials, passwords, aws }: Produced): Sought => {
  const { markers, requestId, answeredKeys, storedNames } = heard;
  const numbered = Array.from(passwords, (password, index) => [
    `password ${index + 1} of the database`,
    password,
  ]);
  return {
    texts: {
      'a Text': markers.Text,
      'a wrong Key': markers['wrong Key'],
      [NAME]: markers.Name,
      ...(requestId !== undefined && { [REQUEST_ID]: requestId }),
      ...credentials,
      ...(Object.fromEntries(numbered) as Secrets),
    },
    uuids: new Map([
      ...Array.from(aws.callIds, (id) => [id, CALL_ID] as const),
      ...uuidsOf(storedNames).map((uuid) => [uuid, NAME_UUID] as const),
      ...Array.from(answeredKeys, (key) => [key, 'an answered Key'] as const),
    ]),
    sample: sampleOf([...answeredKeys]),
  };
};

/** JSON of many values, a thousand at a time. */
function* inJson(place: string, values: readonly unknown[]): Generator<Piece> {
  for (let start = 0; start < values.length; start += 1_000) {
    yield { place, bytes: Buffer.from(JSON.stringify(values.slice(start, start + 1_000))) };
  }
}

async function* ofServices({ services }: Produced): AsyncGenerator<Piece> {
  for (const text of services.printed) yield { place: 'printed', bytes: Buffer.from(text) };
  yield* piecesBelow(services.folder);
}

function* ofAws({ aws }: Produced): Generator<Piece> {
  for (const [place, values] of Object.entries(aws.kept)) yield* inJson(place, values);
}

const outputsOf = (produced: Produced): Output[] => {
  const { answers, requestId, storedNames } = produced.heard;
  const requestIds = requestId === undefined ? [] : [REQUEST_ID];
  const names = [
    ...(storedNames.size > 0 ? [NAME] : []),
    ...(uuidsOf(storedNames).length > 0 ? [NAME_UUID] : []),
  ];
  return [
    { title: 'what the services left', pieces: ofServices(produced), holds: [...requestIds, CALL_ID] },
    { title: 'the answers', pieces: inJson('head or body', answers), holds: requestIds },
    { title: 'what AWS kept', pieces: ofAws(produced), holds: [CALL_ID] },
    {
      title: "Postgres's files",
      // In place of Secrets Manager, which keeps the password on AWS.
      pieces: piecesBelow(produced.postgresRoot, ['password.json']),
      holds: names,
    },
  ];
};

/**
 * A sentence for each place at which a secret came out: Texts, Keys, answered and wrong ones, all passwords of the
 * database and the task's credentials; Names too, where they are not stored. Where nothing is found of what belongs
 * there, a sentence says that the search is blind.
 */
export const leaksOf = async (produced: Produced): Promise<string[]> => {
  const search = new LeakSearch(soughtIn(produced));
  const problems: string[] = [];
  for (const output of outputsOf(produced)) problems.push(...(await search.problemsOf(output)));
  return problems;
};
