import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { readHandParts } from '../support/docs/hand-parts.ts';
import { runbookPages } from '../support/docs/runbook-pages.ts';

const folder = 'docs/runbooks';

/** What an operator asks at every detection, and only people can answer. */
const questions = ['## Attack or accident?', '## What to do', '## How you see that it is over'];

const handPartsOf = (file: string) =>
  readHandParts(existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, 'utf8') : '');

describe.each(runbookPages)('the runbook $file', ({ file, handParts, render }) => {
  it('states what is declared', async () => {
    const options = { ...(await resolveConfig(`${folder}/${file}`)), parser: 'markdown' };
    const page = await format(render(handPartsOf(file)), options);
    await expect(page).toMatchFileSnapshot(`../../${folder}/${file}`);
  });

  it('has something to say wherever a person is to write', () => {
    const parts = handPartsOf(file);
    expect([...parts.keys()]).toEqual(handParts);
    expect([...parts].filter(([, text]) => text.length < 80).map(([name]) => name)).toEqual([]);
  });
});

describe('the runbooks of detections', () => {
  const written = detections.map(({ id }) => ({ id, text: handPartsOf(`${id}.md`).get(id) ?? '' }));

  it.each(written)('answer what only people can: $id', ({ text }) => {
    expect(text.match(/^## .*$/gm)).toEqual(questions);
  });

  it('say nothing twice', () => {
    const sentences = written.flatMap(({ text }) => text.split('\n').filter((line) => line.length > 60));
    expect(sentences.filter((line, index) => sentences.indexOf(line) !== index)).toEqual([]);
    expect(sentences.length).toBeGreaterThan(60);
  });
});

it('there is no runbook of something that is not declared', () => {
  expect(readdirSync(folder).sort()).toEqual(runbookPages.map(({ file }) => file).sort());
});
