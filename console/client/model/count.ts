/** `1 wrong key`, `4 wrong keys`, `1,024 wrong keys`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? singular : plural}`;
}

/** With thousands apart, whatever the visitor's language: the rest of the page is English. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
