import { Argument, Command } from 'commander';
import { runCommand } from '../cli/run-command.ts';
import { refreshResultsPage } from './document-results.ts';
import type { Effort } from './effort.ts';
import { benchReplay } from './replay/index.ts';
import { render, type Section } from './section.ts';
import { benchService } from './service/index.ts';
import { benchOracle } from './service/oracle/index.ts';
import { benchSoak } from './service/soak/index.ts';
import { watchStolenTime } from './stolen-time.ts';
import { writeResults } from './write-results.ts';

/** What there is to measure, by the name it is asked for. Each runs alone. */
const benches: Readonly<Record<string, (effort: Effort) => AsyncIterable<Section>>> = {
  replay: benchReplay,
  service: benchService,
  oracle: benchOracle,
  soak: benchSoak,
};

/** What takes half an hour runs only if it is asked for. */
const onlyIfAsked: ReadonlySet<string> = new Set(['soak']);

const command = new Command('npm run bench --')
  .description('Measure, each beside its floor and the peer it is compared with, and write the samples down.')
  .addArgument(
    new Argument('[bench...]', 'what to measure; default all but soak').choices(Object.keys(benches)),
  )
  .option('--quick', 'a few short rounds to see that it runs; nothing is written', false)
  .action(async (asked: readonly string[], effort: Effort) => {
    for (const [name, run] of Object.entries(benches)) {
      if (asked.length > 0 ? !asked.includes(name) : onlyIfAsked.has(name)) continue;
      await measure(name, run(effort), effort);
    }
  });

await runCommand(command);

async function measure(name: string, measured: AsyncIterable<Section>, { quick }: Effort): Promise<void> {
  const sections: Section[] = [];
  const stolenShare = await watchStolenTime();
  for await (const section of measured) {
    sections.push(section);
    console.log(render(section));
  }
  if (quick) return;
  await writeResults(name, { sections, stolenShare: await stolenShare() });
  await refreshResultsPage();
}
