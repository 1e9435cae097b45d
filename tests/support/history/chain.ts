import type { Create, Operation, Replace } from './operation.ts';

type Write = (Create | Replace) & { readonly outcome: { readonly stored: string } };

const isWrite = (operation: Operation): operation is Write =>
  operation.kind !== 'decrypt' && typeof operation.outcome === 'object';

/**
 * The secrets a Name has held, the first first: each replacement took the place of the one whose Key it
 * proved. A link's moment, at which its secret became the Name's, lies within its write; answers to other
 * operations narrow it.
 */
export class Chain {
  /** Why the writes are no chain; every other question then has no answer. */
  readonly problems: string[] = [];
  readonly #links: Write[] = [];
  readonly #positions = new Map<string, number>();
  readonly #earliest: number[];
  readonly #latest: number[];

  constructor(operations: readonly Operation[]) {
    const writes = operations.filter(isWrite);
    const successors = this.#successorsOf(writes);
    const [first, ...others] = writes.filter(({ kind }) => kind === 'create');
    if (others.length > 0) this.problems.push(`the Name was created ${others.length + 1} times`);
    for (let link = first; link !== undefined; link = successors.get(link.outcome.stored)) {
      this.#positions.set(link.outcome.stored, this.#links.length);
      this.#links.push(link);
      if (this.#links.length > writes.length) break;
    }
    if (this.problems.length === 0 && this.#links.length !== writes.length) {
      this.problems.push(`${writes.length - this.#links.length} writes stored a secret in place of none`);
    }
    this.#earliest = this.#links.map(({ startedAt }) => startedAt);
    this.#latest = this.#links.map(({ endedAt }) => endedAt);
  }

  /** Undefined for a Key that was never answered. */
  positionOf(key: string): number | undefined {
    return this.#positions.get(key);
  }

  textAt(position: number): string | undefined {
    return this.#links[position]?.text;
  }

  answeredAt(position: number): number {
    return this.#links[position]?.endedAt ?? NaN;
  }

  /** Notes that a link had taken the Name by then; false if there is no such link. */
  takenBy(position: number, moment: number): boolean {
    const latest = this.#latest[position];
    if (latest === undefined) return false;
    this.#latest[position] = Math.min(latest, moment);
    return true;
  }

  /** Notes that a link, if there is one, had not taken the Name before. */
  notTakenBefore(position: number, moment: number): void {
    const earliest = this.#earliest[position];
    if (earliest !== undefined) this.#earliest[position] = Math.max(earliest, moment);
  }

  /** Links for which no moment is left, each taken as early as it can be after the one before it. */
  impossibleMoments(): string[] {
    let moment = -Infinity;
    return this.#links.flatMap(({ outcome }, position) => {
      moment = Math.max(moment, this.#earliest[position] ?? NaN);
      const latest = this.#latest[position] ?? NaN;
      return moment > latest ? [`Key ${outcome.stored} became current after ${moment} and by ${latest}`] : [];
    });
  }

  #successorsOf(writes: readonly Write[]): Map<string, Write> {
    const successors = new Map<string, Write>();
    const answered = new Set<string>();
    for (const write of writes) {
      const { stored } = write.outcome;
      if (answered.has(stored)) this.problems.push(`Key ${stored} was answered twice`);
      answered.add(stored);
      if (write.kind === 'create') continue;
      if (successors.has(write.key)) this.problems.push(`Key ${write.key} was superseded twice`);
      successors.set(write.key, write);
    }
    return successors;
  }
}
