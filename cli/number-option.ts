import { InvalidArgumentError } from 'commander';

/** A parser for an option that takes a number within bounds, written out in full: "8080x" is no number. */
export function numberOption({ min, max, integer }: { min: number; max: number; integer: boolean }) {
  return (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max && (!integer || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(
      `It takes ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}.`,
    );
  };
}
