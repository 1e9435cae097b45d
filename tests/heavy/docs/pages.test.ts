import { afterAll, beforeAll, describe, it } from 'vitest';
import { commandBlocks } from '../../support/docs/command-blocks.ts';
import { stepsOf } from '../../support/docs/page-steps.ts';
import { pages } from '../../support/docs/pages.ts';
import { Reader } from '../../support/docs/reader.ts';

/** Longer than a reader waits for anything, so that it is he who says what did not come. */
const stepTimeoutMs = 240_000;

const pagesToFollow = pages.filter((page) =>
  commandBlocks(page).some(({ kind }) => kind === 'run' || kind === 'stays'),
);

/** Each page by somebody who follows it to the letter; steps build on each other. */
describe.each(pagesToFollow)('$file is true, step by step', (page) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await Reader.sitDown();
  });
  afterAll(() => reader.leave());

  it.each(stepsOf(page))('$place: $what', ({ follow }) => follow(reader), stepTimeoutMs);
});
