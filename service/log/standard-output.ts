import { pino, type DestinationStream } from 'pino';

/**
 * Standard output. Lines of one turn of the event loop are written together at its end, and before the process exits: to
 * write a line takes longer than to make it. A process that is killed loses those of the turn it is in.
 * @see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick phases of a turn
 */
export const openStandardOutput = (): DestinationStream => {
  const output = pino.destination({ dest: 1, sync: true });
  let lines = '';
  const flush = (): void => {
    if (lines === '') return;
    const said = lines;
    lines = '';
    output.write(said);
  };
  process.on('exit', flush);
  return {
    write(line) {
      if (lines === '') setImmediate(flush);
      lines += line;
    },
  };
};
