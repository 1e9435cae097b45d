import type { Splitter } from '../../../replay/archive/archive-sink.ts';

/** Gives bytes to a splitter in pieces of at most a size, to the end. */
export function pushTo(splitter: Splitter, bytes: Buffer, pieceBytes = Infinity): void {
  for (let at = 0; at < bytes.length;) {
    const room = splitter.room();
    const piece = bytes.subarray(at, at + Math.min(pieceBytes, room.length));
    room.set(piece);
    splitter.take(piece.length);
    at += piece.length;
  }
  splitter.end();
}
