/**
 * Loaded into a subject before its own code: answers its parent's questions about the process, and ends the
 * process with its parent. Does nothing while nobody asks. Plain JavaScript, so that no loader comes with it.
 */
import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const delays = monitorEventLoopDelay({ resolution: 5 });

const answers = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  rss: () => process.memoryUsage.rss() / 1e6,
  /** What is in use, on V8's heap and beside it: V8 leaves garbage, and room for more, as long as it likes. */
  inUse: () => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  },
  descriptors: () => readdirSync('/dev/fd').length,
  watchDelays: () => delays.reset() ?? delays.enable(),
  /** The loop's own delay: the histogram holds the timer's whole interval. */
  delays: () => ({ p99Ms: delays.percentile(99) / 1e6 - 5, maxMs: delays.max / 1e6 - 5 }),
};

process.on('message', ({ question }) => process.send({ answer: answers[question]() }));
process.on('disconnect', () => process.exit());
