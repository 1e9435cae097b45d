import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWorkflows } from '../support/workflows/read-workflows.ts';

/** The script that previews, run by bash as GitHub runs it, with an `npx` that answers from a file. */
const step = readWorkflows()['preview.yml']?.jobs['preview']?.steps?.find(({ id }) => id === 'preview');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'keywatch-preview-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly failed: boolean;
  /** What the step gives to the job as `text`. */
  readonly text: string;
  /** The arguments of each call of npx. */
  readonly calls: readonly string[];
}

/** @param npx Shell text with `$*` as the arguments. */
async function runPreview(npx: string): Promise<Run> {
  const file = (name: string) => path.join(folder, name);
  await writeFile(file('npx'), `#!/bin/sh\necho "$*" >> "${file('calls')}"\n${npx}\n`);
  await chmod(file('npx'), 0o755);
  await writeFile(file('step.sh'), step?.run ?? '');
  await writeFile(file('output'), '');
  const failed = await promisify(execFile)('bash', ['-e', file('step.sh')], {
    env: {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      STACKS: 'dev prod',
      NO_IMAGE_YET: '000000000000.dkr.ecr.us-east-1.amazonaws.com/keywatch:none',
      GITHUB_OUTPUT: file('output'),
      RUNNER_TEMP: folder,
    },
  }).then(
    () => false,
    () => true,
  );
  const [, text = ''] =
    /^text<<([0-9a-f]{32})\n([\s\S]*)\n\1\n$/.exec(await readFile(file('output'), 'utf8'))?.slice(1) ?? [];
  return { failed, text, calls: (await readFile(file('calls'), 'utf8')).trimEnd().split('\n') };
}

const answers = (preview: string) =>
  `case "$*" in *"stack output"*) echo "example.com/image@sha256:abc" ;; *) ${preview} ;; esac`;

it('shows the preview of each stack, with the image that runs', async () => {
  const { failed, text, calls } = await runPreview(answers('echo "+ 1 to create"'));
  expect(failed).toBe(false);
  expect(text).toContain('\n### dev\n\n    + 1 to create\n');
  expect(text).toContain('\n### prod\n\n    + 1 to create');
  expect(calls.filter((call) => call.startsWith('pulumi preview'))).toEqual(
    ['dev', 'prod'].map(
      (stack) =>
        `pulumi preview --stack ${stack} --policy-pack policies --config keywatch:imageUri=example.com/image@sha256:abc --non-interactive --color never`,
    ),
  );
});

it('names an image that does not exist where nothing is deployed yet', async () => {
  const { calls } = await runPreview('case "$*" in *"stack output"*) exit 1 ;; *) echo ok ;; esac');
  expect(calls[1]).toContain('keywatch:imageUri=000000000000.dkr.ecr.us-east-1.amazonaws.com/keywatch:none');
});

it('fails when one preview does, and shows both all the same', async () => {
  const { failed, text } = await runPreview(
    answers('case "$*" in *dev*) echo "error: no" >&2; exit 1 ;; *) echo fine ;; esac'),
  );
  expect(failed).toBe(true);
  expect(text).toContain('### dev\n\n    error: no\n');
  expect(text).toContain('### prod\n\n    fine');
});

it('keeps the end of a long preview, in lines that fit and cannot leave their code block', async () => {
  const { text } = await runPreview(
    answers(
      'i=0; while [ $i -lt 300 ]; do echo "\\`\\`\\`"; i=$((i+1)); done; printf "%0300d\\n" 7; echo "text<<x"',
    ),
  );
  const dev = text.slice(text.indexOf('### dev'), text.indexOf('### prod')).trimEnd().split('\n').slice(2);
  expect(dev).toHaveLength(140);
  expect(dev.every((line) => line.startsWith('    ') && line.length <= 204)).toBe(true);
  expect(dev.at(-1)).toBe('    text<<x');
  expect(Buffer.byteLength(text)).toBeLessThan(65_536);
});
