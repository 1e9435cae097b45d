import { describe, expect, it } from 'vitest';
import { readPage } from '../../../local/endpoint/paging.ts';

describe('readPage', () => {
  it('ends without a token when the last item was given', () => {
    expect(readPage([1, 2], { limit: 2, nextToken: undefined })).toEqual({
      items: [1, 2],
      nextToken: undefined,
    });
    expect(readPage([], { limit: 2, nextToken: undefined })).toEqual({ items: [], nextToken: undefined });
  });

  it.each([
    ['oldest first', false, [[1, 2], [3, 4], [5]]],
    ['newest first', true, [[5, 4], [3, 2], [1]]],
  ])('gives every item once, %s, though the list grows between pages', (_, descending, pages) => {
    const list = [1, 2, 3, 4, 5];
    const given: (readonly number[])[] = [];
    let nextToken: string | undefined;
    do {
      const page = readPage(list, { limit: 2, nextToken, descending });
      given.push(page?.items ?? []);
      nextToken = page?.nextToken;
      list.push(list.length + 1);
    } while (nextToken !== undefined);
    expect(given).toEqual(pages);
  });

  it.each(['', 'x', '1', '-1-0', '3-0-0', '9-0', '1e3-0'])('does not know the token %j', (nextToken) => {
    expect(readPage([1, 2, 3], { limit: 2, nextToken })).toBeUndefined();
  });
});
