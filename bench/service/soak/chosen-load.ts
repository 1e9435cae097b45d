import { InputError } from '../../../cli/input-error.ts';

export interface ChosenLoad {
  readonly minutes: number;
  readonly perSecond: number;
}

/** Growth is the slope of what is sampled every ten seconds: of less than a minute there is none. */
const minutes = { name: 'KEYWATCH_SOAK_MINUTES', usual: 30, min: 1, max: 10_080 };
/** The most is what 64 connections carry on a small machine. */
const perSecond = { name: 'KEYWATCH_SOAK_PER_SECOND', usual: 30, min: 1, max: 1_000 };

/**
 * How long and how fast a soak asks: half an hour, at a rate that a small deployment would call busy, unless the
 * environment says otherwise.
 * @throws InputError for what is no number within bounds.
 */
export const chosenLoad = (environment: NodeJS.ProcessEnv): ChosenLoad => ({
  minutes: readNumber(environment, minutes),
  perSecond: readNumber(environment, perSecond),
});

const readNumber = (environment: NodeJS.ProcessEnv, { name, usual, min, max }: typeof minutes): number => {
  const text = environment[name];
  if (text === undefined) return usual;
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new InputError(`${name} is ${JSON.stringify(text)}: it takes a number from ${min} to ${max}.`);
};
