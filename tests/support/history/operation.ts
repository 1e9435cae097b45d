/** When an operation on one Name was begun and when its answer was there, on one clock that never goes back. */
interface Span {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A secret was stored under a Key that nobody had before. */
interface Stored {
  readonly stored: string;
}

/** `POST /encrypt` without a Key: stored, or 409 because the Name is taken. */
export interface Create extends Span {
  readonly kind: 'create';
  readonly text: string;
  readonly outcome: Stored | 'taken';
}

/** `POST /encrypt` with a Key: stored, 400 for a wrong Key, or 409 because another replacement was faster. */
export interface Replace extends Span {
  readonly kind: 'replace';
  readonly key: string;
  readonly text: string;
  readonly outcome: Stored | 'refused' | 'superseded';
}

/** `/decrypt`: a Text, or 400 for a wrong Key. */
export interface Decrypt extends Span {
  readonly kind: 'decrypt';
  readonly key: string;
  readonly outcome: { readonly text: string } | 'refused';
}

/** What one client did to the Name and was told. */
export type Operation = Create | Replace | Decrypt;
