/** A place in the stream: which run of the console, and the last event that was seen. */
export interface Cursor {
  readonly instance: string;
  readonly id: number;
}

export function printCursor({ instance, id }: Cursor): string {
  return `${instance}.${id}`;
}

/** `undefined` for what is no cursor. */
export function parseCursor(text: string): Cursor | undefined {
  const [, instance, id] = /^([0-9a-z-]{1,64})\.(\d{1,15})$/.exec(text) ?? [];
  return instance === undefined || id === undefined ? undefined : { instance, id: Number(id) };
}
