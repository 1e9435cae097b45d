import { describe, expect, it } from 'vitest';

import { describeError } from '../../../service/log/describe-error.ts';
import { createMemoryLog } from '../support/memory-log.ts';

const syntaxError = (): unknown => {
  try {
    JSON.parse('planted-secret');
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('an error in the log', () => {
  it('has its type, its code and where it was thrown, but no message', () => {
    const error = Object.assign(new RangeError('planted-secret'), {
      code: 'E_CODE',
      rawPacket: 'planted-secret',
    });
    const described = describeError(error);
    expect(described).toMatchObject({ type: 'RangeError', code: 'E_CODE' });
    expect(described.frames[0]).toMatch(/^at .*describe-error\.test\.ts:\d+:\d+\)?$/);
    expect(JSON.stringify(described)).not.toContain('planted-secret');
  });

  it('whose message spans lines that look like call sites shows none of them', () => {
    const described = describeError(new Error('one\nplanted-secret\ntwo'));
    expect(JSON.stringify(described)).not.toContain('planted-secret');
  });

  it('shows its causes the same way, four deep at most', () => {
    let error: Error = new Error('planted-secret');
    for (let depth = 0; depth < 10; depth += 1) error = new Error('planted-secret', { cause: error });
    const text = JSON.stringify(describeError(error));
    expect(text.split('"cause"')).toHaveLength(5);
    expect(text).not.toContain('planted-secret');
  });

  it.each([
    ['a string', 'planted-secret'],
    ['undefined', undefined],
    ['an object', { message: 'planted-secret' }],
  ])('that is %s shows only its type', (_title, thrown) => {
    expect(describeError(thrown)).toEqual({ type: typeof thrown, frames: [] });
  });

  it('is reduced whoever logs it, under err and error', () => {
    const { log, text } = createMemoryLog();
    log.error({ err: syntaxError() }, 'a line');
    log.error({ error: syntaxError() }, 'a line');
    expect(text()).toContain('SyntaxError');
    expect(text()).not.toContain('planted');
  });

  it.each([
    ['alone', (error: unknown) => error],
    ['as a field', (error: unknown) => ({ err: error })],
    ['as a field beside others', (error: unknown) => ({ event: 'x', err: error })],
  ])('lends its message to no line that has none of its own: logged %s', (_way, lineOf) => {
    const { log, lines, text } = createMemoryLog();
    log.error(lineOf(syntaxError()));
    expect(lines()).toMatchObject([{ level: 'error', msg: 'an error', err: { type: 'SyntaxError' } }]);
    expect(text()).not.toContain('planted');
  });

  it('leaves a line its own words and fields', () => {
    const { log, lines } = createMemoryLog();
    log.error({ err: syntaxError() }, 'what was done');
    log.info({ event: 'x' });
    log.info('only words, %s of them', 5);
    expect(lines().map(({ msg }) => msg)).toEqual(['what was done', undefined, 'only words, 5 of them']);
  });

  it('shows no header and no URL of a request', () => {
    const { log, text } = createMemoryLog();
    log.info(
      { req: { method: 'GET', url: '/?Key=planted-secret', headers: { cookie: 'planted-secret' } } },
      'a line',
    );
    expect(text()).toContain('"req":{"method":"GET"}');
    expect(text()).not.toContain('planted');
  });
});
