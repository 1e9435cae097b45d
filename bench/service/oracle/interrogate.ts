import type { Random } from '../../random.ts';
import type { HttpClient, Reply } from '../load/http-client.ts';
import type { Guess } from './guesses.ts';

/** Of one answer alone, whatever was asked. */
const OF_ONE_ANSWER: ReadonlySet<string> = new Set(['date', 'x-request-id']);

/** All of an answer that could tell one guess from another, but its time. */
const appearanceOf = ({ statusCode, headers, body }: Reply): string =>
  JSON.stringify([statusCode, Object.entries(headers).filter(([name]) => !OF_ONE_ANSWER.has(name)), body]);

/** In an order that is no help to anybody. */
const shuffled = <Item>(items: readonly Item[], random: Random): Item[] =>
  items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

interface Interrogation {
  readonly samplesEach: number;
  /** Requests under way at once. Few: an attacker measures best when nothing else is going on. */
  readonly lanes: number;
  readonly random: Random;
}

/**
 * Makes all guesses in turn, in a new random order each time, and notes how long each answer took, in
 * microseconds, by guess.
 * @throws Error when two answers differ in more than their time.
 */
export const interrogate = async (
  client: HttpClient,
  guesses: readonly Guess[],
  { samplesEach, lanes, random }: Interrogation,
): Promise<readonly (readonly number[])[]> => {
  const times = guesses.map(() => [] as number[]);
  const appearances = new Set<string>();
  const lane = async (): Promise<void> => {
    while ((times[0]?.length ?? 0) < samplesEach) {
      for (const index of shuffled([...guesses.keys()], random)) {
        const request = (guesses[index] as Guess).next();
        const sentMs = performance.now();
        const reply = await client.send(request);
        times[index]?.push(Math.round((performance.now() - sentMs) * 1000));
        appearances.add(appearanceOf(reply));
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (appearances.size > 1) throw new Error(`The answers differ:\n${[...appearances].join('\n')}`);
  return times.map((each) => each.slice(0, samplesEach));
};
