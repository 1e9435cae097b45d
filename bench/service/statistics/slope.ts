import { spreadOf } from '../../rounds.ts';

/** A value at a moment. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * How much the value grows for each unit of `at`: the median of the slopes between all pairs (Theil and Sen).
 * A garbage collection more or less at either end, which would tilt a least-squares line, changes nothing.
 * @see https://en.wikipedia.org/wiki/Theil%E2%80%93Sen_estimator
 */
export const slopeOf = (points: readonly Point[]): number => {
  const slopes = points.flatMap((left, index) =>
    points
      .slice(index + 1)
      .filter(({ at }) => at !== left.at)
      .map((right) => (right.value - left.value) / (right.at - left.at)),
  );
  return spreadOf(slopes).median;
};
