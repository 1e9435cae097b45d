import type { Secrets } from '../../support/secrets/find-secrets.ts';
import { LeakSearch, type Output, type Piece } from '../../support/secrets/leak-search.ts';
import { sampleOf } from '../../support/secrets/sample-of-keys.ts';
import type { MemoryLog } from './memory-log.ts';
import type { Overheard } from './overheard.ts';
import type { TestAws } from './test-aws.ts';

/** All that came of a service that ran in this process. */
export interface ProducedInProcess {
  readonly overheard: Pick<Overheard, 'said' | 'answeredKeys' | 'requestIds' | 'answers'>;
  /** Begins everything that was said, where the sayings themselves are too many or too odd to be looked for. */
  readonly canaries?: Secrets;
  readonly log: Pick<MemoryLog, 'everything'>;
  readonly aws: Pick<TestAws, 'told' | 'credentials'>;
  /** Those of the database's user. */
  readonly passwords?: readonly string[];
  /** The records with their Names, and whatever else the database has written. */
  readonly database: readonly Piece[];
}

const REQUEST_ID = 'the id of a request';
const CALL_ID = 'the id of an AWS call';
const NAME = 'a Name';

const piece = (place: string, text: string): Piece => ({ place, bytes: Buffer.from(text) });

const searchFor = ({ overheard, canaries, aws, passwords = [] }: ProducedInProcess): LeakSearch => {
  const keys = [...overheard.answeredKeys];
  const numbered = passwords.map((password, index) => [`password ${index + 1} of the database`, password]);
  return new LeakSearch({
    texts: {
      ...aws.credentials,
      ...(Object.fromEntries(numbered) as Secrets),
      ...canaries,
    },
    madeUp: canaries === undefined ? overheard.said() : new Map(),
    uuids: new Map([
      ...Array.from(overheard.requestIds, (id) => [id, REQUEST_ID] as const),
      ...aws.told.map(({ requestId }) => [requestId, CALL_ID] as const),
      ...keys.map((key) => [key, 'an answered Key'] as const),
    ]),
    sample: sampleOf(keys),
  });
};

const outputsOf = ({ overheard, log, aws, database }: ProducedInProcess): Output[] => [
  { title: 'the log', pieces: [piece('a line', log.everything())], holds: [REQUEST_ID, CALL_ID] },
  {
    title: 'the answers',
    pieces: [piece('head or body', [...overheard.answers].join('\n'))],
    holds: [REQUEST_ID],
  },
  { title: 'what AWS was told', pieces: [piece('a call', JSON.stringify(aws.told))], holds: [CALL_ID] },
  { title: 'the database', pieces: database, holds: overheard.answeredKeys.size > 0 ? [NAME] : [] },
];

/**
 * A sentence for each place at which a Text, a Key, a password, one of the task's credentials or, but for the database,
 * a Name came out; and for each where nothing is found of what belongs there: the search is blind.
 */
export const leaksInProcess = async (produced: ProducedInProcess): Promise<string[]> => {
  const search = searchFor(produced);
  const problems: string[] = [];
  for (const output of outputsOf(produced)) problems.push(...(await search.problemsOf(output)));
  return problems;
};
