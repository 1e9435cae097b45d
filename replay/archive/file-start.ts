import { readSync } from 'node:fs';

/** Enough to see what a file is. */
const startBytes = 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The first bytes of an open file; what it is, is seen from them. */
export function readStart(handle: number): Buffer {
  return readAt(handle, 0, startBytes);
}

/** As many of the bytes from an offset on as there are. */
export function readAt(handle: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  for (let more = -1; more !== 0 && read < length; read += more) {
    more = readSync(handle, bytes, read, length - read, offset + read);
  }
  return bytes.subarray(0, read);
}

export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * Whether a text says by its mark that it is UTF-16, as what `>` writes in Windows PowerShell does.
 * @see https://www.unicode.org/faq/utf_bom.html
 */
export function isUtf16(start: Buffer): boolean {
  return (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
}

/** How long the UTF-8 byte order mark is that a text begins with: 3 or 0. */
export function markBytes(start: Buffer): number {
  return start.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;
}
