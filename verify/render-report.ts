import Table from 'cli-table3';
import type { Difference } from './compare.ts';
import type { VerificationReport } from './verify.ts';

const noBorders = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
  middle: '  ',
};

/** Longest pattern or message shown; `--json` has them whole. */
const maxShownCharacters = 60;

/** The report as a person reads it: differences first, then the answers to open questions, then the counts. */
export function renderReport(report: VerificationReport): string {
  const { differences, acceptedOpen, probes, unanswered } = report;
  return [
    ...section('Differences between AWS and the matcher here', differenceTable(differences)),
    ...section(
      'Left open by the documentation and rejected here, but accepted by AWS',
      differenceTable(acceptedOpen),
    ),
    ...section(
      'Open questions',
      render(
        ['question', 'pattern', 'here', 'AWS'],
        probes.map(({ question, pattern, here, aws, differs }) => [
          question,
          shorten(pattern),
          here,
          differs ? `${aws} (!)` : aws,
        ]),
      ),
    ),
    ...section(
      'Without an answer',
      render(
        ['pattern', 'why'],
        unanswered.map(({ pattern, reason }) => [shorten(pattern), reason]),
      ),
    ),
    summary(report),
  ].join('\n');
}

function summary(report: VerificationReport): string {
  const { patterns, messages, calls, rejectedByBoth, differences, probes, firstEventNumber } = report;
  const differing = probes.filter(({ differs }) => differs).length;
  return [
    `Asked in ${calls} calls: ${patterns} patterns with ${messages} messages, and open questions: ${probes.length}.`,
    `Differences: ${differences.length}; open questions answered otherwise than here: ${differing}; patterns rejected by both: ${rejectedByBoth}.`,
    ...(firstEventNumber === undefined ? [] : [`AWS numbers the first event ${firstEventNumber}.`]),
  ].join('\n');
}

function section(title: string, table: string | undefined): readonly string[] {
  return table === undefined ? [] : [`${title}:`, '', table, ''];
}

function differenceTable(differences: readonly Difference[]): string | undefined {
  return render(
    ['rule', 'pattern', 'message', 'here', 'AWS'],
    differences.map(({ rule, pattern, message = '', here, aws }) => [
      rule,
      shorten(pattern),
      shorten(message),
      here,
      aws,
    ]),
  );
}

function render(head: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  if (rows.length === 0) return undefined;
  const table = new Table({
    head: [...head],
    chars: noBorders,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** On one line, and not much longer than a terminal's. */
function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => JSON.stringify(character).slice(1, -1));
  return line.length <= maxShownCharacters
    ? line
    : `${line.slice(0, maxShownCharacters)}… (${line.length} characters)`;
}
