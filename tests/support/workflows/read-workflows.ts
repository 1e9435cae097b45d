import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string };
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly file: string;
  readonly text: string;
  /** What starts it: a word, or an object by event. */
  readonly on: unknown;
  readonly permissions: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';

/** The repository's workflows by file name, as GitHub reads them (YAML 1.2: `on` is a text). */
export function readWorkflows(): Readonly<Record<string, Workflow>> {
  const files = readdirSync(folder).sort();
  return Object.fromEntries(
    files.map((name) => {
      const file = path.join(folder, name);
      const text = readFileSync(file, 'utf8');
      return [name, { file, text, ...(parse(text) as Omit<Workflow, 'file' | 'text'>) }];
    }),
  );
}

/** Every job with the name of its file and its own: `deploy.yml prod`. */
export function jobsOf(workflows: Readonly<Record<string, Workflow>>): (readonly [name: string, job: Job])[] {
  return Object.entries(workflows).flatMap(([file, { jobs }]) =>
    Object.entries(jobs).map(([name, job]) => [`${file} ${name}`, job] as const),
  );
}

/** The shell text of all steps of a job. */
export const scriptOf = ({ steps = [] }: Job): string => steps.map(({ run }) => run ?? '').join('\n');
