import { parseArgs } from 'node:util';
import { readPlan } from '../../../local/declaration/read-plan.ts';
import { evaluateStack } from '../../../stack/evaluate.ts';
import { startFakeRun } from './fake-run.ts';

/**
 * A page to look at while building it, after the lab's scenario:
 * `npx tsx tests/support/console/serve-fake-run.ts --port 4000 --speed 30 --flood 1000`.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** How many times faster than the machine's the run's clock goes. */
    speed: { type: 'string', default: '10' },
    /** Made-up events a second. */
    flood: { type: 'string', default: '0' },
  },
});
const stack = await evaluateStack({
  stack: 'dev',
  projectFolder: process.cwd(),
  fallbackConfig: { 'keywatch:alertEmail': 'owner@example.com' },
});
const run = await startFakeRun({
  plan: readPlan(stack),
  port: Number(values.port),
  speed: Number(values.speed),
});
await run.playLab();
if (values.flood !== '0') run.flood(Number(values.flood));
process.stdout.write(`Console: ${run.url}\n`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void run.stop().then(() => process.exit()));
}
