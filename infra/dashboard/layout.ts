import type { Widget } from './widgets.ts';

/** The dashboard's grid has 24 columns. */
export const gridWidth = 24;

/** Widgets of one width, one below the other. */
export type Column = readonly [Widget, ...Widget[]];

/** Columns beside one another; those that have no more room begin a new row. */
export type Section = readonly Column[];

export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
}

/**
 * Gives every widget its place: sections one below the other, and in each the columns from left to right. A row is as
 * high as its highest column, so that nothing ever slides under something else. Pure.
 */
export function layOut(sections: readonly Section[]): PlacedWidget[] {
  const placed: PlacedWidget[] = [];
  let y = 0;
  for (const row of sections.flatMap(rowsOf)) {
    let x = 0;
    for (const column of row) {
      placed.push(...stack(column, x, y));
      x += column[0].width;
    }
    y += Math.max(...row.map(heightOf));
  }
  return placed;
}

function rowsOf(section: Section): Column[][] {
  const rows: Column[][] = [];
  let free = 0;
  for (const column of section) {
    const [{ width }] = column;
    const row = rows.at(-1);
    if (row === undefined || width > free) {
      rows.push([column]);
      free = gridWidth;
    } else {
      row.push(column);
    }
    free -= width;
  }
  return rows;
}

function stack(column: Column, x: number, top: number): PlacedWidget[] {
  let y = top;
  return column.map((widget) => {
    const placed = { ...widget, x, y };
    y += widget.height;
    return placed;
  });
}

function heightOf(column: Column): number {
  return column.reduce((height, widget) => height + widget.height, 0);
}
