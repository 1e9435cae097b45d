import type { Random } from '../../../bench/random.ts';

/** Texts that look like structure, or like what is searched for, where they are neither. */
const decoys: readonly unknown[] = [
  '},{"eventVersion":"1.11","eventSource":"kms.amazonaws.com","eventTime":"2020-01-01T00:00:00Z"}',
  '{"Records":[{"eventSource":"kms.amazonaws.com"}]}',
  'kms.amazonaws.com',
  '"kms.amazonaws.com"',
  '\\"kms.amazonaws.com\\',
  'C:\\u006bms.amazonaws.com\\',
  ']}\n\r\t\u0000\u001f\u007f\u2028',
  'eventTime',
  { eventTime: '2020-01-01T00:00:00Z', eventSource: 'kms.amazonaws.com', Records: [{}] },
  [[], {}, [{}], '{[', ']}'],
  { '},{"eventTime":"2020-01-01T00:00:00Z"': 1 },
];

/** Writes a value in one of the many ways there are: escapes, spaces, duplicate and additional members, deep nesting. */
export function spellJson(value: unknown, random: Random): string {
  const escapedShare = random.next() < 0.3 ? 0.1 : 0;
  const spacedShare = random.next() < 0.3 ? 0.2 : 0.01;
  const space = (): string => (random.next() < spacedShare ? random.pick([' ', '\t', '  ', '\r']) : '');
  const write = (item: unknown, depth: number): string => {
    if (typeof item === 'string') return spellText(item, escapedShare, random);
    if (Array.isArray(item)) {
      return `[${space()}${item.map((each) => write(each, depth + 1)).join(`${space()},${space()}`)}]`;
    }
    if (typeof item !== 'object' || item === null) return JSON.stringify(item);
    const members = Object.entries(item).flatMap(([name, each]) => {
      const member = `${write(name, depth)}${space()}:${space()}${write(each, depth + 1)}`;
      // Of duplicate keys the last wins, so the first may say anything.
      return random.next() < 0.02
        ? [`${write(name, depth)}:${write(random.pick(decoys), 9)}`, member]
        : [member];
    });
    if (depth < 2 && random.next() < 0.1) members.push(`"more":${write(random.pick(decoys), 9)}`);
    if (depth === 0 && random.next() < 0.05) members.unshift(`"deep":${nest(random)}`);
    return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
  };
  return write(value, 0);
}

function nest(random: Random): string {
  const depth = 1 + Math.floor(random.next() * 300);
  return random.next() < 0.5
    ? '['.repeat(depth) + ']'.repeat(depth)
    : `${'{"a":'.repeat(depth)}"kms.amazonaws.com"${'}'.repeat(depth)}`;
}

function spellText(text: string, escapedShare: number, random: Random): string {
  if (escapedShare === 0) return JSON.stringify(text);
  const characters = Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (character === '/' && random.next() < 0.1) return String.raw`\/`;
    if (random.next() >= escapedShare || code > 0xff) return JSON.stringify(character).slice(1, -1);
    const hex = code.toString(16).padStart(4, '0');
    return String.raw`\u${random.next() < 0.5 ? hex : hex.toUpperCase()}`;
  });
  return `"${characters.join('')}"`;
}

/** Damages bytes: cuts them off, removes, doubles or replaces some, with broken UTF-8 and NUL among what comes in. */
export function damage(bytes: Buffer, random: Random): Buffer {
  const at = Math.floor(random.next() * bytes.length);
  const until = at + 1 + Math.floor(random.next() * 3);
  const [before, cut, after] = [bytes.subarray(0, at), bytes.subarray(at, until), bytes.subarray(until)];
  switch (random.pick(['cut', 'remove', 'double', 'replace', 'replace'] as const)) {
    case 'cut':
      return before;
    case 'remove':
      return Buffer.concat([before, after]);
    case 'double':
      return Buffer.concat([before, cut, cut, after]);
    case 'replace':
      return Buffer.concat([before, Buffer.from(random.pick(intruders)), after]);
  }
}

const intruders: readonly (readonly number[])[] = [
  [0x00],
  [0xff],
  [0xc3, 0x28],
  [0xe2, 0x82],
  [0xf0, 0x9f],
  [0x22],
  [0x5c],
  [0x7b],
  [0x7d],
  [0x5b],
  [0x5d],
  [0x2c],
  [0x20],
];
