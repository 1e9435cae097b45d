import { useMemo } from 'preact/hooks';
import { useMedia } from './use-media.ts';

/** The colours of the style sheet that a canvas needs by value. */
export interface Colours {
  readonly text: string;
  readonly grid: string;
  /** One for each line of a graph. */
  readonly lines: readonly string[];
  /** Under the line of a graph that has only one. */
  readonly fill: string;
  readonly threshold: string;
}

/** How many lines of one graph can be told apart. */
export const lineColours = 6;

/** Reads them, anew when the visitor changes between light and dark. */
export function useColours(): Colours {
  const dark = useMedia('(prefers-color-scheme: dark)');
  return useMemo(readColours, [dark]);
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: read('text-muted'),
    grid: read('border'),
    lines: Array.from({ length: lineColours }, (_, index) => read(`line-${index}`)),
    fill: read('graph-fill'),
    threshold: read('graph-threshold'),
  };
}
