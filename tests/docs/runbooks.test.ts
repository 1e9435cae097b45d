import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { readHandParts } from '../support/docs/hand-parts.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { readHealthAlarms } from '../support/docs/health-alarm-text.ts';
import { runbookPages } from '../support/docs/runbook-pages.ts';

const folder = 'docs/runbooks';
const health = readHealthAlarms(await declaredStack('prod'), 'prod');
const pages = runbookPages(health);

/** What an operator asks at every detection, and only people can answer. */
const questions = ['## Attack or accident?', '## What to do', '## How you see that it is over'];

const handPartsOf = (file: string) =>
  readHandParts(existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`, 'utf8') : '');

describe.each(pages)('the runbook $file', ({ file, handParts, render }) => {
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

describe('the runbook of health', () => {
  it('has each alarm on health that dev declares as well', async () => {
    const ids = new Set(health.map(({ id }) => id));
    const dev = readHealthAlarms(await declaredStack('dev'), 'dev');
    expect(dev.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(dev.length).toBeGreaterThan(5);
  });

  it('is read from descriptions whole: title, meaning and steps', () => {
    expect(
      health.filter(({ title, meaning, runbook }) => !title || !meaning || runbook.length === 0),
    ).toEqual([]);
    expect(health.length).toBeGreaterThan(5);
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
  expect(readdirSync(folder).sort()).toEqual(pages.map(({ file }) => file).sort());
});
