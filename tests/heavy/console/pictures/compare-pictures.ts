import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

export interface Comparison {
  /** Pixels whose colour a person would tell apart; smoothed edges that moved by less than a pixel are no difference. */
  readonly differentPixels: number;
  /** The stored picture, pale, with every difference in red: a PNG. */
  readonly marked: Buffer;
}

/** How far two colours may be apart, from 0 to 1, as pixelmatch measures it. */
const colourTolerance = 0.1;

/**
 * Holds one PNG against another.
 * @throws Error when they differ in size.
 */
export function comparePictures(stored: Buffer, taken: Buffer): Comparison {
  const [left, right] = [PNG.sync.read(stored), PNG.sync.read(taken)];
  const { width, height } = left;
  if (width !== right.width || height !== right.height) {
    throw new Error(`The stored picture is ${width}x${height}, the page ${right.width}x${right.height}.`);
  }
  const marked = new PNG({ width, height });
  const differentPixels = pixelmatch(left.data, right.data, marked.data, width, height, {
    threshold: colourTolerance,
  });
  return { differentPixels, marked: PNG.sync.write(marked) };
}
