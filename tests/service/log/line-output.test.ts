import { beforeEach, describe, expect, it } from 'vitest';

import { LineOutput } from '../../../service/log/line-output.ts';

/** What was written, each time. */
let written: string[];
let output: LineOutput;
beforeEach(() => {
  written = [];
  output = new LineOutput((lines) => written.push(lines));
});

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('lines', () => {
  it('of one turn are written together at its end, those of the next one after them', async () => {
    output.write('one\n');
    output.write('two\n');
    await Promise.resolve();
    expect(written).toEqual([]);
    await endOfTurn();
    expect(written).toEqual(['one\ntwo\n']);
    output.write('three\n');
    await endOfTurn();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('that are written at once are not written again', async () => {
    output.write('one\n');
    output.flush();
    output.flush();
    await endOfTurn();
    expect(written).toEqual(['one\n']);
  });
});

describe('whoever waits for lines to be written', () => {
  it('waits for all that were taken before', async () => {
    output.write('one\n');
    output.write('two\n');
    await output.written();
    expect(written).toEqual(['one\ntwo\n']);
  });

  it('does not wait for the next ones', async () => {
    output.write('one\n');
    const isWritten = output.written();
    await isWritten;
    output.write('two\n');
    await isWritten;
    expect(written).toEqual(['one\n']);
  });

  it('goes on at once when there are none', async () => {
    const order: string[] = [];
    setImmediate(() => order.push('end of the turn'));
    await output.written();
    order.push('written');
    await endOfTurn();
    expect(order).toEqual(['written', 'end of the turn']);
  });
});
