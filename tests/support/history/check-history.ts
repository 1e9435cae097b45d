import { Chain } from './chain.ts';
import type { Decrypt, Operation, Replace } from './operation.ts';

/**
 * What is wrong with the answers that clients got about one Name; nothing if they could have come from a
 * service that does one thing after the other (the history is linearizable).
 *
 * Every replacement names the Key it proved, so the secrets form one chain whose order is known. What is left
 * open is the moment at which each took the Name, and every answer bounds such a moment: a Key that opened
 * its own text at 5 was not superseded before 5, one that was refused at 7 was superseded by then. The
 * history holds exactly if moments exist that obey all bounds and the order of the chain. Keys are used only
 * after they were answered, which is checked; a Key nobody was given is always wrong.
 */
export const checkHistory = (operations: readonly Operation[]): string[] => {
  const chain = new Chain(operations);
  if (chain.problems.length > 0) return chain.problems;
  const problems = operations.flatMap((operation) => problemsOf(operation, chain));
  return problems.length > 0 ? problems : chain.impossibleMoments();
};

const problemsOf = (operation: Operation, chain: Chain): string[] => {
  if (operation.kind === 'create') {
    if (operation.outcome !== 'taken') return [];
    return chain.takenBy(0, operation.endedAt) ? [] : ['a Name was taken although nothing was ever stored'];
  }
  const position = chain.positionOf(operation.key);
  const use = `${operation.kind} with Key ${operation.key}`;
  if (position === undefined) {
    return operation.outcome === 'refused' ? [] : [`${use} was not refused, and nobody was given that Key`];
  }
  if (operation.startedAt < chain.answeredAt(position)) return [`${use} began before that Key was answered`];
  return operation.kind === 'decrypt'
    ? problemsOfDecrypt(operation, position, chain, use)
    : problemsOfReplace(operation, position, chain, use);
};

const problemsOfDecrypt = (operation: Decrypt, position: number, chain: Chain, use: string): string[] => {
  const { outcome, startedAt, endedAt } = operation;
  if (outcome === 'refused') {
    return chain.takenBy(position + 1, endedAt) ? [] : [`${use} was refused, and nothing superseded it`];
  }
  if (outcome.text !== chain.textAt(position)) return [`${use} opened another text than its own`];
  chain.notTakenBefore(position + 1, startedAt);
  return [];
};

const problemsOfReplace = (operation: Replace, position: number, chain: Chain, use: string): string[] => {
  const { outcome, startedAt, endedAt } = operation;
  if (typeof outcome === 'object') return [];
  if (!chain.takenBy(position + 1, endedAt)) return [`${use} was ${outcome}, and nothing superseded it`];
  // That it was proven first means that it was current for some of the time.
  if (outcome === 'superseded') chain.notTakenBefore(position + 1, startedAt);
  return [];
};
