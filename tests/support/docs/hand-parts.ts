/**
 * The parts of a generated page that people write. Each stands between two comments that a reader does not see, and
 * is kept as it is whenever the rest of the page is written anew.
 */
export type HandParts = ReadonlyMap<string, string>;

const part = /<!-- by hand: ([\w-]+) -->\n(.*?)<!-- end of what is written by hand -->/gs;

export function readHandParts(page: string): HandParts {
  return new Map(Array.from(page.matchAll(part), ([, name = '', text = '']) => [name, text.trim()]));
}

export function handPart(parts: HandParts, name: string): string {
  return [`<!-- by hand: ${name} -->`, parts.get(name) ?? '', '<!-- end of what is written by hand -->'].join(
    '\n\n',
  );
}
