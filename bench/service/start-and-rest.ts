import { setTimeout as wait } from 'node:timers/promises';

import type { Section } from '../section.ts';
import type { Field } from './field.ts';
import { startSubject } from './subjects/start-subject.ts';

/** By then what start-up left behind has been collected or never will be. */
const REST_MS = 3_000;

/** How soon a fresh process of the service answers 200 on /ready, and what memory it holds at rest. */
export const measureStartAndRest = async (
  { serviceBundle, surroundings }: Field,
  { rounds }: { readonly rounds: number },
): Promise<readonly Section[]> => {
  const startMs: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const subject = await startSubject({
      bundle: serviceBundle,
      environment: surroundings.environment,
      bare: true,
    });
    startMs.push(subject.startMs);
    await wait(REST_MS);
    megabytes.push(await subject.residentMegabytes());
    await subject.stop();
  }
  return [
    {
      title: 'from the start of the process to 200 on /ready',
      unit: 'ms',
      samples: [{ name: 'service', values: startMs }],
      claims: [{ claim: 'ready within 500 ms', of: 'service', atMost: 500 }],
    },
    {
      title: `resident memory ${REST_MS / 1000} s after that`,
      unit: 'MB',
      samples: [{ name: 'service', values: megabytes }],
      claims: [{ claim: 'at most 90 MB at rest', of: 'service', atMost: 90 }],
    },
  ];
};
