import fc from 'fast-check';

const texts = ['x', 'y', 'xy', 'xxy', 'x.y', ''];
const scalars = [...texts, 5, 0, true, false, null];
const wildcards = ['*', 'x*', '*y', 'x*y', '*x*', '*x*y*', 'xy*y', '**', 'xy', ''];

const matcher = fc.oneof(
  fc.constantFrom(...scalars),
  fc.boolean().map((exists) => ({ exists })),
  fc.constantFrom(...texts).map((prefix) => ({ prefix })),
  fc.constantFrom(...texts).map((suffix) => ({ suffix })),
  fc.constantFrom(...wildcards).map((wildcard) => ({ wildcard })),
  fc.subarray([...texts, 5, 0], { minLength: 1 }).map((refused) => ({ 'anything-but': refused })),
  fc.subarray(wildcards, { minLength: 1 }).map((wildcard) => ({ 'anything-but': { wildcard } })),
);
const matchers = fc.array(matcher, { minLength: 2, maxLength: 4 });

/** Both at once, or one of the sides as well. */
function withSides(fields: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.oneof(
    fields,
    fc.tuple(fields, fc.array(fields, { minLength: 2, maxLength: 2 })).map(([all, $or]) => ({ ...all, $or })),
  );
}

const inner = withSides(fc.record({ a: matchers, b: matchers }, { requiredKeys: [] }));

/**
 * Event patterns with all operators that a local run knows, with alternatives that ask the same fields again. `a` and `b`
 * are asked for their value, the others for what is in them: no pattern asks one field for both.
 */
export const anyPattern = withSides(
  fc.record({ a: matchers, b: matchers, l: inner, o: inner }, { requiredKeys: [] }),
);

const scalar = fc.constantFrom(...scalars);
const value = fc.oneof({ weight: 3, arbitrary: scalar }, fc.array(scalar, { maxLength: 2 }));

/** What such patterns can be about: lists of objects, objects, nothing, and values where an object is expected. */
export const anyEvent = fc.letrec<{ event: object }>((tie) => {
  const within = fc.oneof(
    tie('event'),
    fc.array(fc.oneof({ weight: 4, arbitrary: tie('event') }, { weight: 1, arbitrary: scalar }), {
      maxLength: 3,
    }),
    scalar,
  );
  return {
    event: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.record({ a: value, b: value }, { requiredKeys: [] }),
      { weight: 3, arbitrary: fc.record({ a: value, b: value, l: within, o: within }) },
    ),
  };
}).event;
