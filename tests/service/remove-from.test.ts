import { expect, it } from 'vitest';

import { removeFrom } from '../../service/remove-from.ts';

it('removes the first of an item and keeps the order of the others', () => {
  const list = ['a', 'b', 'a', 'c'];
  expect(removeFrom(list, 'a')).toBe(true);
  expect(list).toEqual(['b', 'a', 'c']);
});

it('leaves a list as it is that lacks the item', () => {
  const list = ['a'];
  expect(removeFrom(list, 'b')).toBe(false);
  expect(list).toEqual(['a']);
});
