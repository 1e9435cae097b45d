import type { IncomingMessage } from 'node:http';

import { describe, expect, it } from 'vitest';

import { chooseRequestId } from '../../../service/http/request-id.ts';

const root = '1-67891233-abcdef012345678912345678';
const choose = (headers: Record<string, string>) =>
  chooseRequestId({ headers } as unknown as IncomingMessage);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the id of a request', () => {
  it.each(['a', 'A_1.b-2', 'x'.repeat(64)])('is the one it brought: %s', (id) => {
    expect(choose({ 'x-request-id': id, 'x-amzn-trace-id': `Root=${root}` })).toBe(id);
  });

  it.each([
    ['alone', `Root=${root}`],
    ['with a parent', `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`],
    ['behind the part the balancer adds', `Self=1-67891234-12456789abcdef012345678;Root=${root}`],
    ['behind the longest such part', `Self=${'x'.repeat(64)};Root=${root}`],
  ])("is the load balancer's trace id, %s", (_title, trace) => {
    expect(choose({ 'x-amzn-trace-id': trace })).toBe(root);
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['an empty id', { 'x-request-id': '' }],
    ['an id of 65 characters', { 'x-request-id': 'x'.repeat(65) }],
    ['an id with a space', { 'x-request-id': 'a b' }],
    ['an id with a quote', { 'x-request-id': 'a"b' }],
    ['two ids', { 'x-request-id': 'a, b' }],
    ['an id that ends in a line feed', { 'x-request-id': 'a\n' }],
    ['a trace id cut short', { 'x-amzn-trace-id': `Root=${root.slice(0, -1)}` }],
    ['a trace id too long', { 'x-amzn-trace-id': `Root=${root}0` }],
    ['a trace id whose time is a digit too long', { 'x-amzn-trace-id': `Root=${root.replace('-', '-0')}` }],
    ['a trace id behind a part too long', { 'x-amzn-trace-id': `Self=${'x'.repeat(65)};Root=${root}` }],
    ['a trace id that is not at the start', { 'x-amzn-trace-id': `Junk=1;Root=${root}` }],
  ])('is a random one for %s', (_title, headers) => {
    const id = choose(headers);
    expect(id).toMatch(uuid);
    expect(choose(headers)).not.toBe(id);
  });
});
