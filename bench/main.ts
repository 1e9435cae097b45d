import { parseArgs } from 'node:util';
import { refreshResultsPage } from './document-results.ts';
import type { Effort } from './effort.ts';
import { benchReplay } from './replay/index.ts';
import { render, type Section } from './section.ts';
import { benchService } from './service/index.ts';
import { benchOracle } from './service/oracle/index.ts';
import { benchSoak } from './service/soak/index.ts';
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

const { values: effort, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

for (const [name, run] of Object.entries(benches)) {
  if (asked.length > 0 ? !asked.includes(name) : onlyIfAsked.has(name)) continue;
  const sections: Section[] = [];
  for await (const section of run(effort)) {
    sections.push(section);
    console.log(render(section));
  }
  if (effort.quick) continue;
  await writeResults(name, sections);
  await refreshResultsPage();
}
