/** What is said of one pattern and some messages, by AWS or by the matcher here. */
export type Verdict =
  | {
      readonly kind: 'rejected';
      /** In the words of whoever rejects the pattern. */
      readonly reason: string;
    }
  | {
      readonly kind: 'answered';
      /** In the order of the messages: the values extracted from it, or `undefined` where it does not match. */
      readonly extracted: readonly (Readonly<Record<string, string>> | undefined)[];
    };

/** Which messages match, one letter each: `T` or `F`. `undefined` where the pattern is rejected. */
export function lettersOf(verdict: Verdict): string | undefined {
  if (verdict.kind === 'rejected') return undefined;
  return verdict.extracted.map((values) => (values === undefined ? 'F' : 'T')).join('');
}
