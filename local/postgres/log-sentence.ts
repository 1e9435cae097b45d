/** Severities with which Postgres says why it gives up, and the prefix we asked it to write before them. */
const reason = /(?:^|\] )(?<reason>(?:FATAL|PANIC|ERROR):\s+.*)$/;

/** The line of Postgres' output that best says why it failed: its last error, else its last line. */
export const lastUsefulLine = (lines: readonly string[]): string => {
  const said = lines.filter((line) => line.trim() !== '');
  const reasons = said.flatMap((line) => reason.exec(line)?.groups?.['reason'] ?? []);
  return (reasons.at(-1) ?? said.at(-1) ?? 'it wrote nothing').replace(/\s+/g, ' ').trim();
};
