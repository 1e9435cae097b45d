/** What the page's address shows in detail; it survives a reload and the way back. */
export type Location =
  | { readonly kind: 'overview' }
  | { readonly kind: 'request'; readonly key: string }
  | { readonly kind: 'detection'; readonly id: string }
  | { readonly kind: 'mail'; readonly id: number };

/** Reads a fragment such as `#/mail/12`. Anything else is the overview. */
export function parseLocation(fragment: string): Location {
  const [, kind, encoded] = /^#\/(request|detection|mail)\/(.+)$/.exec(fragment) ?? [];
  if (kind === undefined || encoded === undefined) return { kind: 'overview' };
  const value = decode(encoded);
  if (kind === 'request') return { kind, key: value };
  if (kind === 'detection') return { kind, id: value };
  return /^\d+$/.test(value) ? { kind: 'mail', id: Number(value) } : { kind: 'overview' };
}

/** The fragment that leads to a location. */
export function fragmentOf(location: Location): string {
  switch (location.kind) {
    case 'overview':
      return '#/';
    case 'request':
      return `#/request/${encodeURIComponent(location.key)}`;
    case 'detection':
      return `#/detection/${encodeURIComponent(location.id)}`;
    case 'mail':
      return `#/mail/${location.id}`;
  }
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
