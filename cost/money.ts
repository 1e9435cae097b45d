/** An amount in whole cents, halves up: 16.425 is 16.43 although no binary fraction is exactly 16.425. */
export function roundToCents(usd: number): number {
  return Math.round(Number((usd * 100).toPrecision(12))) / 100;
}

/** The sum of amounts in whole cents, without what binary fractions would add. */
export function sumOfCents(amounts: readonly number[]): number {
  return amounts.reduce((cents, usd) => cents + Math.round(usd * 100), 0) / 100;
}
