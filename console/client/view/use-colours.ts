import { useEffect, useState } from 'preact/hooks';

/** The colours of the style sheet that a canvas needs by value. */
export interface Colours {
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  readonly fill: string;
  readonly threshold: string;
}

const darkQuery = '(prefers-color-scheme: dark)';

/** Reads them, anew when the visitor changes between light and dark. */
export function useColours(): Colours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => {
    const query = window.matchMedia(darkQuery);
    const change = (): void => setColours(readColours());
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  return colours;
}

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: read('text-muted'),
    grid: read('border'),
    line: read('graph-line'),
    fill: read('graph-fill'),
    threshold: read('graph-threshold'),
  };
}
