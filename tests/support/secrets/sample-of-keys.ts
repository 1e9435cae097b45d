import type { Secrets } from './find-secrets.ts';

/** Of thousands of answered Keys so many are looked for in every spelling. */
const SAMPLED_KEYS = 16;

/** Some of these Keys, from the first to the last of them, with and without their dashes. */
export const sampleOf = (keys: readonly string[]): Secrets => {
  const step = Math.max(1, Math.floor(keys.length / SAMPLED_KEYS));
  const sampled = keys.filter((_, index) => index % step === 0).slice(0, SAMPLED_KEYS);
  return Object.fromEntries(
    sampled.flatMap((key, index) => [
      [`answered Key ${index + 1}`, key],
      [`answered Key ${index + 1} without dashes`, key.replaceAll('-', '')],
    ]),
  );
};
