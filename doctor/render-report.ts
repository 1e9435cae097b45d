import { count } from './count.ts';
import type { CheckReport } from './examine.ts';
import type { Finding } from './finding.ts';

type Severity = Finding['severity'];

const words: Readonly<Record<Severity, string>> = {
  ok: 'ok',
  warning: 'warning',
  fault: 'FAULT',
  unchecked: 'unchecked',
};

/** How many findings there are of each severity. */
function countFindings(reports: readonly CheckReport[]): Readonly<Record<Severity, number>> {
  const counts = { ok: 0, warning: 0, fault: 0, unchecked: 0 };
  for (const { severity } of reports.flatMap(({ findings }) => findings)) counts[severity] += 1;
  return counts;
}

/** One line for each finding, in the order of the checks, and one that counts them. */
export function renderReport(reports: readonly CheckReport[]): string {
  const idWidth = Math.max(...reports.map(({ id }) => id.length));
  const lines = reports.flatMap(({ id, findings }) =>
    findings.map(({ severity, sentence, cure }) => {
      const text = cure === undefined ? `${sentence}.` : `${sentence}. Cure: ${cure}.`;
      return `${words[severity].padEnd(9)}  ${id.padEnd(idWidth)}  ${onOneLine(text)}`;
    }),
  );
  const { fault, warning, unchecked } = countFindings(reports);
  const summary = `${count(fault, 'fault')}, ${count(warning, 'warning')}${unchecked === 0 ? '' : `, ${unchecked} not checked`}.`;
  return [...lines, '', fault + warning + unchecked === 0 ? 'All is well.' : summary].join('\n');
}

/** AWS's own words may hold line ends. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
