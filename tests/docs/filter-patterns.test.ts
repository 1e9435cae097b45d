import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FilterPatternError, parseFilterPattern } from '../../cloudwatch/filter-pattern/index.ts';
import { probes } from '../../verify/probes.ts';

const page = await readFile('docs/filter-patterns.md', 'utf8');

/** A block of the page: a pattern, and below it lines that begin with `matches`, `misses` or `refused`. */
interface Example {
  readonly pattern: string;
  readonly claims: readonly { readonly verb: string; readonly text: string }[];
}

const examples = Array.from(page.matchAll(/^```filter\n(.*?)^```$/gms), ([, block = '']): Example => {
  const [pattern = '', ...lines] = block.trimEnd().split('\n');
  const claims = lines.map((line) => {
    const [, verb = '', text = ''] = /^(matches|misses|refused) (.*)$/.exec(line) ?? [];
    return { verb, text };
  });
  return { pattern, claims };
});

const claims = examples.flatMap((example) =>
  example.claims.map((claim) => ({ pattern: example.pattern, ...claim })),
);

describe('the page on filter patterns', () => {
  it.each(claims)('is right that $pattern $verb $text', ({ pattern, verb, text }) => {
    if (verb === 'refused') {
      expect(() => parseFilterPattern(pattern)).toThrow(FilterPatternError);
      expect(() => parseFilterPattern(pattern)).toThrow(text);
    } else {
      expect(parseFilterPattern(pattern).match(text)).toBe(verb === 'matches');
    }
  });

  it('says of each pattern what matches, beside it what misses, or that it is refused', () => {
    expect(examples.length).toBeGreaterThan(30);
    for (const { pattern, claims: own } of examples) {
      const verbs = new Set(own.map(({ verb }) => verb));
      const isWhole = verbs.has('refused') || verbs.has('matches');
      const hasNearMiss = verbs.has('refused') || verbs.has('misses') || pattern === '" "';
      expect([pattern, isWhole, hasNearMiss, verbs.has('')]).toEqual([pattern, true, true, false]);
    }
  });

  it('lists every open question that is put to AWS, and no other', () => {
    const [, open = ''] = page.split('## What AWS leaves open');
    const asked = Array.from(open.matchAll(/`([a-z-]+-[a-z-]+)`/g), ([, id = '']) => id);
    expect(asked.filter((id) => id !== 'verify-aws').sort()).toEqual(probes.map(({ id }) => id).sort());
  });
});
