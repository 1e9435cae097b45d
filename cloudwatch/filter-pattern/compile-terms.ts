import { compileRegex } from './regex-dialect.ts';
import type { Term } from './syntax.ts';

type MessageTest = (message: string) => boolean;

/**
 * Compiles unstructured terms. Optional terms count only when there are no others: beside a required or an
 * excluded term CloudWatch ignores them.
 */
export function compileTerms(terms: readonly Term[]): MessageTest {
  const required = compileAll(terms, 'required');
  const excluded = compileAll(terms, 'excluded');
  const optional = compileAll(terms, 'optional');
  if (required.length === 0 && excluded.length === 0) {
    return (message) => optional.some((contains) => contains(message));
  }
  return (message) =>
    required.every((contains) => contains(message)) && !excluded.some((contains) => contains(message));
}

function compileAll(terms: readonly Term[], role: Term['role']): readonly MessageTest[] {
  return terms.filter((term) => term.role === role).map(compileTerm);
}

function compileTerm({ match }: Term): MessageTest {
  if (match.kind === 'substring') return (message) => message.includes(match.text);
  const regex = compileRegex(match.source);
  return (message) => regex.test(message);
}
