import sonicBoom from 'sonic-boom';

import { LineOutput } from './line-output.ts';

/**
 * Standard output. What was taken is written before the process exits, too; one that is killed loses the lines of the turn it
 * is in. Calls `broken` when it can't be written to any more, because nobody reads it say: pino's own destination would go on
 * in silence then, and requests be answered of which nothing is logged.
 */
export const openStandardOutput = (broken: (error: Error) => void): LineOutput => {
  const standardOutput = new sonicBoom.SonicBoom({ fd: 1, sync: true });
  standardOutput.on('error', broken);
  const output = new LineOutput((lines) => void standardOutput.write(lines));
  process.on('exit', () => output.flush());
  return output;
};
