import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { benchReplay } from './replay/index.ts';
import { judge, render, type Section } from './section.ts';

/** What there is to measure, by the name it is asked for. Each runs alone, in this process. */
const benches: Readonly<Record<string, () => AsyncIterable<Section>>> = {
  replay: benchReplay,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

await mkdir('bench/results', { recursive: true });
for (const [name, run] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const sections: Section[] = [];
  for await (const section of run()) {
    sections.push(section);
    console.log(render(section));
  }
  const results = {
    node: process.version,
    processors: availableParallelism(),
    sections: sections.map((section) => ({ ...section, claims: judge(section) })),
  };
  await writeFile(`bench/results/${name}.json`, `${JSON.stringify(results, undefined, 2)}\n`);
}
