import { describe, expect, it } from 'vitest';
import { selfTimeByPart, type CpuProfile } from '../../../../bench/cpu-profile.ts';
import { partsOfBundle } from '../../../../bench/service/profile/parts.ts';

const frame = (functionName: string, url = '', lineNumber = 0) => ({ functionName, url, lineNumber });

const bundle = [
  '// ../node_modules/@smithy/core/dist-es/submodules/retry/middleware-retry/retryMiddleware.js',
  'retry() {}',
  '// ../node_modules/fastify/lib/route.js',
  'routeHandler() {}',
  '',
  '    // record/format-v1.ts',
  'open() {}',
  '// a comment of somebody',
].join('\n');

const partOf = partsOfBundle(bundle);

const profile = (): CpuProfile => ({
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 6, 7] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('routeHandler', 'file:///main.js', 3), children: [4] },
    { id: 4, callFrame: frame('open', 'file:///main.js', 6), children: [5] },
    { id: 5, callFrame: frame('Hmac') },
    { id: 6, callFrame: frame('(garbage collector)') },
    { id: 7, callFrame: frame('write', 'node:net', 900) },
  ],
  samples: [2, 3, 4, 5, 5, 6, 7, 2],
  timeDeltas: [100, 9_000, 1_000, 2_000, 500, 500, 250, 125],
});

describe('the parts of a profile', () => {
  it('hold the self time of their functions, of native code that of whoever called it, and no waiting', () => {
    expect(Object.fromEntries(selfTimeByPart(profile(), partOf))).toEqual({
      Fastify: 1,
      'record format': 3,
      '(garbage collector)': 0.25,
      'node: sockets and streams': 0.125,
    });
  });

  it.each([
    ['SDK: middleware', 1],
    ['Fastify', 4],
    ['record format', 6],
    ['record format', 7],
  ])('are found by the comment before a module: %s at line %i', (part, lineNumber) => {
    expect(partOf(frame('x', 'file:///main.js', lineNumber))).toBe(part);
  });

  it('tell an unknown package apart from an unknown module of Node', () => {
    expect(partsOfBundle('// ../node_modules/left-pad/index.js\nx')(frame('x', 'file:///m.js', 1))).toBe(
      'other packages',
    );
    expect(partOf(frame('x', 'node:internal/whatever', 1))).toBe('node');
  });
});
