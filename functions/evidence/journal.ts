import type { Incident } from './incident.ts';
import type { HeldState, IncidentState } from './ports.ts';

/** As many as an alarm that goes to and fro tells within its events' possible delay; older ones are forgotten. */
const maxTold = 60;

/** Notes what is told of one alarm while its state is held: at once, since the process may die before it is done. */
export class Journal {
  readonly #held: HeldState;
  readonly #incidents: readonly Incident[];
  #told: readonly string[];
  #written: Promise<void> = Promise.resolve();

  constructor(held: HeldState, incidents: readonly Incident[]) {
    this.#held = held;
    this.#incidents = incidents;
    this.#told = held.state.told;
  }

  /** A note that can't be written now is written by {@link close}. */
  note(told: string): void {
    this.#told = [...this.#told, told].slice(-maxTold);
    this.#written = this.#written.then(() => this.#held.keep(this.#state())).catch(() => undefined);
  }

  /** Writes everything and lets the next one in. */
  async close(): Promise<void> {
    await this.#written;
    await this.#held.release(this.#state());
  }

  #state(): IncidentState {
    return { incidents: this.#incidents, told: this.#told };
  }
}
