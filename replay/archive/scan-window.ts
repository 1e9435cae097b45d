import { maxObjectBytes } from './archive-sink.ts';

/** What is scanned at once: small enough for a processor's cache. */
const windowBytes = 256 * 1024;

/**
 * The stretch of an archive that lies in a scanner's memory. Bytes come in at its end and leave it at its
 * beginning, so an archive of any size passes through.
 */
export class ScanWindow {
  readonly bytes: Buffer;
  /** Where what is not taken yet begins. */
  start = 0;
  end = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get unread(): number {
    return this.end - this.start;
  }

  /** Where to put more bytes; moves the unread ones. Empty when they alone are too many for one object. */
  room(): Uint8Array {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    // Twice the unread ones, so that those of a long object are not scanned again and again.
    const wanted = Math.max(windowBytes, 2 * this.end);
    return this.bytes.subarray(this.end, Math.min(wanted, maxObjectBytes + windowBytes, this.bytes.length));
  }
}
