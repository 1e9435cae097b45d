import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OutputsFileError, parseOutputs, readOutputsFile } from '../../stack/outputs-file.ts';
import { writeFiles } from '../support/replay/replay-of.ts';

describe('an outputs file', () => {
  it('is read as it was written', async () => {
    const folder = await writeFiles({ 'o.json': '{"awsRegion":"eu-west-1"}' });
    expect(await readOutputsFile(path.join(folder, 'o.json'))).toEqual({ awsRegion: 'eu-west-1' });
  });

  it.each([
    ['in UTF-8 with a mark', Buffer.from('\ufeff{"awsRegion":"eu-west-1"}\r\n')],
    ['in UTF-16, as PowerShell does', Buffer.from('\ufeff{"awsRegion":"eu-west-1"}\r\n', 'utf16le')],
  ])('is read where a shell wrote it %s', async (_title, bytes) => {
    const folder = await writeFiles({ 'o.json': bytes });
    expect(await readOutputsFile(path.join(folder, 'o.json'))).toEqual({ awsRegion: 'eu-west-1' });
  });

  it('that is no JSON is refused', async () => {
    const folder = await writeFiles({ 'o.json': '{' });
    const reading = readOutputsFile(path.join(folder, 'o.json'));
    await expect(reading).rejects.toThrow(OutputsFileError);
    await expect(reading).rejects.toThrow(/o\.json is not JSON: [^\n]+\.$/);
  });

  it('that is missing is asked for, with how to get one', async () => {
    await expect(readOutputsFile('/nowhere/o.json')).rejects.toThrow(
      'No outputs file at /nowhere/o.json: run "npm start" for the local one',
    );
    await expect(readOutputsFile('')).rejects.toThrow('No outputs file at "": run "npm start"');
  });

  it('that is a folder, or empty, is called so', async () => {
    const folder = await writeFiles({ 'o.json': '\n' });
    await expect(readOutputsFile(folder)).rejects.toThrow(`${folder} is a folder: run "npm start"`);
    await expect(readOutputsFile(path.join(folder, 'o.json'))).rejects.toThrow('o.json is empty: run "npm');
  });

  it('that can not be read otherwise is told with the reason', async () => {
    const folder = await writeFiles({ 'o.json': '{}' });
    const below = path.join(folder, 'o.json', 'more');
    await expect(readOutputsFile(below)).rejects.toThrow(`${below} can't be read (ENOTDIR): run "npm start"`);
  });

  it('that is no text is not quoted', async () => {
    const folder = await writeFiles({ 'o.json': '\u001b[2J' });
    const reading = readOutputsFile(path.join(folder, 'o.json'));
    await expect(reading).rejects.toThrow(/o\.json is not JSON: run "npm start"[\x20-\x7E]+$/);
  });
});

describe('outputs', () => {
  const schema = z.object({ a: z.string(), b: z.array(z.string()).min(1) });

  it('are read with others ignored', () => {
    expect(parseOutputs(schema, { a: 'x', b: ['y'], c: 1 }, 'o.json')).toEqual({ a: 'x', b: ['y'] });
  });

  it('are refused with all that is wrong in one sentence', () => {
    const attempt = () => parseOutputs(schema, { b: [] }, 'o.json');
    expect(attempt).toThrow(OutputsFileError);
    expect(attempt).toThrow(
      /^o\.json does not hold the outputs of a Keywatch stack of this version\. a: is missing; b: (?!is missing)[^;]+\. Write it with /,
    );
    expect(() => parseOutputs(schema, { a: 'x', b: [1] }, 'o.json')).toThrow('version. b.0: ');
    expect(() => parseOutputs(schema, [], 'o.json')).toThrow('the document:');
  });
});
