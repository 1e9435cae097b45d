import { expect, it } from 'vitest';
import { layOut, type Column } from '../../../infra/dashboard/layout.ts';
import type { Widget } from '../../../infra/dashboard/widgets.ts';

const widget = (name: string, width: number, height: number): Widget => ({
  type: 'text',
  width,
  height,
  properties: { markdown: name },
});
const column = (name: string, width: number, height: number): Column => [widget(name, width, height)];
const places = (...sections: Parameters<typeof layOut>[0]): unknown[] =>
  layOut(sections).map(({ x, y, properties }) => [(properties as { markdown: string }).markdown, x, y]);

it('places columns beside one another and wraps them at 24 columns', () => {
  expect(places([column('a', 8, 5), column('b', 8, 5), column('c', 8, 5), column('d', 8, 5)])).toEqual([
    ['a', 0, 0],
    ['b', 8, 0],
    ['c', 16, 0],
    ['d', 0, 5],
  ]);
});

it('begins a row for a column that is wider than what is left, and fills nothing behind it', () => {
  expect(places([column('a', 16, 2), column('wide', 12, 2), column('c', 8, 2)])).toEqual([
    ['a', 0, 0],
    ['wide', 0, 2],
    ['c', 12, 2],
  ]);
});

it('stacks the widgets of a column, and begins the next row below the highest one', () => {
  const high: Column = [widget('head', 12, 3), widget('graph', 12, 6)];
  expect(places([high, column('low', 12, 1), column('next', 12, 1)])).toEqual([
    ['head', 0, 0],
    ['graph', 0, 3],
    ['low', 12, 0],
    ['next', 0, 9],
  ]);
});

it('begins each section in a row of its own, and leaves no room for an empty one', () => {
  expect(places([column('a', 8, 5)], [], [column('b', 8, 2)])).toEqual([
    ['a', 0, 0],
    ['b', 0, 5],
  ]);
});
