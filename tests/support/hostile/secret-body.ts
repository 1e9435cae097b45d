import fc from 'fast-check';

/** The routes that read a body. */
export type SecretRoute = '/encrypt' | '/decrypt';

/** What is sent to one of them, and the Content-Type headers it goes under. */
export interface SecretBody {
  readonly route: SecretRoute;
  readonly method: 'GET' | 'POST';
  readonly bytes: Buffer;
}

/** Begins every Name, Text and Key that is made up here, so that a leak of any can be found. All are of one length. */
export const canaries = { Name: 'kwcanary', Text: 'kwcanTxt', Key: 'kwcanKey' } as const;

/** Whether a text quotes anything that was made up here. */
export const quotesCanary = (text: string): boolean =>
  Object.values(canaries).some((canary) => text.includes(canary));

const anyUnit = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)) },
  { weight: 1, arbitrary: fc.constantFrom('\0', '"', '\\', '\ufeff', '\u2028', '\u202e', '{', '\n') },
);
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: anyUnit, maxLength: 40 }) },
);

/** Lengths at and beside every limit, in code points for Name and Key, in bytes for Text. */
const lengths = { Name: [255, 256, 257, 513], Key: [127, 128, 129, 257], Text: [65_535, 65_536, 65_537] };
const fillers = ['x', 'é', '字', '🔐'];

/** A string of this length in code points or bytes, as near as characters of one width allow. */
const filled = (field: keyof typeof lengths, length: number, filler: string): string => {
  const inBytes = field === 'Text';
  const room = length - canaries[field].length;
  const count = inBytes ? Math.floor(room / Buffer.byteLength(filler)) : room;
  const rest = inBytes ? room - count * Buffer.byteLength(filler) : 0;
  return canaries[field] + filler.repeat(count) + 'x'.repeat(rest);
};

const atLimits = (field: keyof typeof lengths): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...lengths[field]), fc.constantFrom(...fillers))
    .map(([length, filler]) => filled(field, length, filler));

const fieldValue = (field: keyof typeof lengths): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 60, arbitrary: anyText.map((text) => canaries[field] + text) },
    { weight: field === 'Text' ? 2 : 20, arbitrary: atLimits(field) },
    { weight: 5, arbitrary: anyText },
    {
      weight: 8,
      arbitrary: fc.oneof(
        fc.double(),
        fc.bigInt().map(String).map(Number),
        fc.constantFrom(null, true, '', [], {}),
        fc.jsonValue({ maxDepth: 3 }),
      ),
    },
  );

const oddNames = ['__proto__', 'constructor', 'toString', 'name', 'NAME', 'Name ', 'Name\0', '', 'length'];

/** Members of an object in order; a name may come twice. */
const members = (route: SecretRoute): fc.Arbitrary<[string, unknown][]> => {
  const member = (field: keyof typeof lengths) => fc.tuple(fc.constant<string>(field), fieldValue(field));
  const odd = fc.tuple(fc.constantFrom(...oddNames), fc.jsonValue({ maxDepth: 2 }));
  const other = route === '/encrypt' ? member('Text') : member('Key');
  const more = fc.array(fc.oneof(member('Name'), member('Key'), other, odd), { maxLength: 2 });
  return fc
    .tuple(
      member('Name'),
      other,
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: more }),
    )
    .chain(([name, second, extra]) =>
      fc.oneof(
        { weight: 8, arbitrary: fc.constant<[string, unknown][]>([name, second, ...extra]) },
        { weight: 1, arbitrary: fc.shuffledSubarray<[string, unknown]>([name, second, ...extra]) },
      ),
    );
};

const escapeAll = (json: string): string =>
  json.replace(/[^"\\{}:,[\]\s]/gu, (character) =>
    Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** One JSON text of these members: duplicate names kept, spelled plainly or with everything escaped. */
const spell = (pairs: readonly [string, unknown][], escaped: boolean, space: string): string => {
  const spelled = pairs.map(([name, value]) => {
    const parts = [JSON.stringify(name), typeof value === 'string' ? JSON.stringify(value) : undefined];
    const [left, right] = escaped ? parts.map((part) => part && escapeAll(part)) : parts;
    return `${space}${left ?? ''}${space}:${space}${right ?? JSON.stringify(value)}`;
  });
  return `${space}{${spelled.join(',')}${space}}${space}`;
};

const objects = (route: SecretRoute): fc.Arbitrary<Buffer> =>
  fc
    .tuple(members(route), fc.boolean(), fc.constantFrom('', '', ' ', '\n\t'))
    .map(([pairs, escaped, space]) => Buffer.from(spell(pairs, escaped, space)));

/** JSON that is no object of fields, and what is no JSON at all. */
const oddities: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 9, arbitrary: fc.json({ maxDepth: 4 }).map((json) => Buffer.from(json)) },
  { weight: 9, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 9,
    arbitrary: fc
      .constantFrom('1e400', '-0', '-', '01', '9'.repeat(5_000), 'NaN', '"', 'nul', '\0', '')
      .map((text) => Buffer.from(text)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('[', '{"Name":', '[[],'), fc.integer({ min: 1, max: 50_000 }), fc.boolean())
      .map(([opening, depth, closed]) =>
        Buffer.from(opening.repeat(depth) + (closed ? ']'.repeat(depth) : '')),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(409_599, 409_600, 409_601, 500_000).map((length) => Buffer.alloc(length, ' ')),
  },
);

/** A body with some of its bytes changed, cut off, or something before or behind it. */
const damaged = (bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(bytes, fc.nat(), fc.nat(255), fc.constantFrom('flip', 'cut', 'bom', 'before', 'behind'))
    .map(([whole, at, byte, how]) => {
      const position = at % (whole.length + 1);
      if (how === 'cut') return whole.subarray(0, position);
      if (how === 'bom') return Buffer.concat([Buffer.from('\ufeff'), whole]);
      if (how === 'before') return Buffer.concat([Buffer.from([byte]), whole]);
      if (how === 'behind') return Buffer.concat([whole, Buffer.from([byte])]);
      const flipped = Buffer.from(whole);
      if (position < flipped.length) flipped[position] = byte;
      return flipped;
    });

/** Bodies for the routes that read one: half of them sound, the others wrong in every way that is known. */
export const secretBodies: fc.Arbitrary<SecretBody> = fc
  .tuple(fc.constantFrom<SecretRoute>('/encrypt', '/decrypt'), fc.boolean())
  .chain(([route, get]) =>
    fc.record({
      route: fc.constant(route),
      method: fc.constant<'GET' | 'POST'>(get && route === '/decrypt' ? 'GET' : 'POST'),
      bytes: fc.oneof(
        { weight: 6, arbitrary: objects(route) },
        { weight: 2, arbitrary: damaged(objects(route)) },
        { weight: 2, arbitrary: oddities },
      ),
    }),
  );
