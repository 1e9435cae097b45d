/** Of what an alarm says it is about: its description has 1,024 characters for that, its text, its runbook and the query. */
const maxLength = 300;

/** What an alarm is about, where that is several things: as many of their words as there is room for, then a number. */
export function aboutList(head: string, subjects: readonly { readonly word: string | undefined }[]): string {
  const words = subjects.flatMap(({ word }) => word ?? []);
  const telling = (count: number): string => {
    const told = `${head}: ${words.slice(0, count).join(', ')}`;
    return count === words.length ? told : `${told} and ${words.length - count} more`;
  };
  const counts = words.map((_, index) => words.length - index);
  return telling(counts.find((count) => telling(count).length <= maxLength) ?? 1);
}
