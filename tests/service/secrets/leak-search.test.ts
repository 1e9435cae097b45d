import { describe, expect, it } from 'vitest';

import { LeakSearch, type Output } from '../../support/secrets/leak-search.ts';

const text = 'Zq7RkW2mXc9TbN4vLs8HdJ1pGfY6uAe3';
const name = 'Bt5yHn8kQw3eRf6gVj9mCx2zLs4dPa7u';
const key = '0f8fad5b-d9cb-469f-a165-70867728950e';
const sentence = 'once upon a midnight dreary';
const otherKey = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const search = new LeakSearch({
  texts: { 'a Text': text, 'a Name': name },
  uuids: new Map([
    [key, 'an answered Key'],
    [otherKey, 'an answered Key'],
  ]),
  sample: { 'Key 1': key, 'Key 1 without dashes': key.replaceAll('-', '') },
  madeUp: new Map([
    ['wrong', 'a wrong Key'],
    ['a "', 'another Text'],
    [sentence, 'a sentence'],
  ]),
});

const problemsIn = (content: string | Buffer, holds: Output['holds'] = []): Promise<string[]> =>
  search.problemsOf({
    title: 'the log',
    pieces: [
      { place: 'line 1', bytes: Buffer.from('nothing') },
      { place: 'line 2', bytes: Buffer.from(content) },
    ],
    holds,
  });

const inBase64 = (secret: string): string => Buffer.from(`{"is":"${secret}"}`).toString('base64');

describe('the search for leaks', () => {
  it.each([
    ['a Text', `wrote ${text}`, ['a Text is in the log: line 2 (as it is).']],
    ['a Text in another spelling', inBase64(text), ['a Text is in the log: line 2 (base64).']],
    ['one of many Keys', `<${otherKey}>`, ['an answered Key is in the log: line 2 (as it is).']],
    ['one in capitals', otherKey.toUpperCase(), ['an answered Key is in the log: line 2 (as it is).']],
    ['half of a sampled Key', key.slice(0, 18), ['Key 1 is in the log: line 2 (as it is).']],
    ['a sampled Key in another spelling', inBase64(key), ['Key 1 is in the log: line 2 (base64).']],
    [
      'the bytes of a sampled Key',
      Buffer.from(key.replaceAll('-', ''), 'hex'),
      ['Key 1 without dashes is in the log: line 2 (bytes of its digits).'],
    ],
    ['a word', '{"Key":"wrong"}', ['a wrong Key is in the log: line 2 (as it is).']],
    [
      'a word in JSON within JSON',
      JSON.stringify({ body: '{"Key":"wrong"}' }),
      ['a wrong Key is in the log: line 2 (as it is).'],
    ],
    [
      'a word that JSON escapes',
      JSON.stringify({ Text: 'a "' }),
      ['another Text is in the log: line 2 (as it is).'],
    ],
    ['the half of a sentence', 'Token "once upon a mid', ['a sentence is in the log: line 2 (as it is).']],
    ['a sentence in another spelling', inBase64(sentence), ['a sentence is in the log: line 2 (base64).']],
    [
      'two things in one place',
      `${name} ${text}`,
      ['a Text is in the log: line 2 (as it is).', 'a Name is in the log: line 2 (as it is).'],
    ],
  ])('tells of %s, and never what it is', async (_title, content, told) => {
    const problems = await problemsIn(content);
    expect(problems).toEqual(expect.arrayContaining(told));
    for (const secret of [text, name, key, otherKey]) expect(problems.join()).not.toContain(secret);
  });

  it.each([
    ['nothing', ''],
    ['a Key with another last digit', `${otherKey.slice(0, -1)}8`],
    ['a Key with a dash elsewhere', `${otherKey.slice(0, 9)}-${otherKey.slice(10)}`],
    ['a Key that is cut short', otherKey.slice(1)],
    ['seven characters of a Text', text.slice(0, 7)],
    ['less than half of a sampled Key', key.slice(-17)],
    ['a word among others', 'what is "wrong-key" and wrong'],
    ['eleven characters of a sentence', sentence.slice(0, 11)],
  ])('tells nothing of %s', async (_title, content) => {
    expect(await problemsIn(content)).toEqual([]);
  });

  it('says nothing of what belongs there, and that it is blind where that is not found', async () => {
    expect(await problemsIn(`stored ${name}`, ['a Name'])).toEqual([]);
    expect(await problemsIn('stored', ['a Name'])).toEqual([
      'a Name is not found in the log: the search is blind there.',
    ]);
    expect(await problemsIn(`stored ${text}`, ['a Name'])).toEqual([
      'a Text is in the log: line 2 (as it is).',
      'a Name is not found in the log: the search is blind there.',
    ]);
  });

  it('finds Keys at both ends of what it looks into, and behind dashes that are none of theirs', async () => {
    for (const content of [
      otherKey,
      `${otherKey}x`,
      `-${otherKey}`,
      `--------${otherKey}`,
      `12345678-${otherKey}`,
      `${key}-${otherKey}`,
    ]) {
      expect(await problemsIn(content)).toContain('an answered Key is in the log: line 2 (as it is).');
    }
  });
});
