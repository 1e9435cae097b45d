import { createLogger } from '../../../service/log/logger.ts';

export interface LogLine {
  readonly level: string;
  readonly event?: string;
  readonly [field: string]: unknown;
}

/** The service's own logger at trace level, its lines kept instead of printed. */
export const createMemoryLog = () => {
  const text: string[] = [];
  const log = createLogger('trace', { write: (line) => void text.push(line) });
  const lines = (): LogLine[] => text.map((line) => JSON.parse(line) as LogLine);
  return {
    log,
    text: (): string => text.join(''),
    lines,
    ofEvent: (event: string): LogLine[] => lines().filter((line) => line.event === event),
    clear: (): void => void text.splice(0),
  };
};

export type MemoryLog = ReturnType<typeof createMemoryLog>;
