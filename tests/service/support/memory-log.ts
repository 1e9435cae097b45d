import { createLogger } from '../../../service/log/logger.ts';

export interface LogLine {
  readonly level: string;
  readonly event?: string;
  readonly [field: string]: unknown;
}

/** The service's own logger at trace level, its lines kept instead of printed. */
export const createMemoryLog = () => {
  const all: string[] = [];
  const text: string[] = [];
  const write = (line: string): void => {
    all.push(line);
    text.push(line);
  };
  const log = createLogger('trace', { write });
  const lines = (): LogLine[] => text.map((line) => JSON.parse(line) as LogLine);
  return {
    log,
    /** Takes a line that is not the logger's, its end included. */
    write,
    /** All lines there ever were, those that a test cleared away among them. */
    everything: (): string => all.join(''),
    text: (): string => text.join(''),
    lines,
    ofEvent: (event: string): LogLine[] => lines().filter((line) => line.event === event),
    clear: (): void => void text.splice(0),
  };
};

export type MemoryLog = ReturnType<typeof createMemoryLog>;
