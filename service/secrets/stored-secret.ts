/** A secret that has been stored. */
export interface StoredSecret {
  /** What opens it; kept nowhere. */
  readonly key: string;
  /** For when the Key reaches nobody: brings back what was there before. */
  readonly withdraw: () => void;
}
