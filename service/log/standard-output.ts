import { pino } from 'pino';

import { LineOutput } from './line-output.ts';

/**
 * Standard output. What was taken is written before the process exits, too; one that is killed loses the lines of the turn it
 * is in.
 */
export const openStandardOutput = (): LineOutput => {
  const standardOutput = pino.destination({ dest: 1, sync: true });
  const output = new LineOutput((lines) => void standardOutput.write(lines));
  process.on('exit', () => output.flush());
  return output;
};
