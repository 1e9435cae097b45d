import { type OutputStream, type ProcessExit, type ProcessOptions, startProcess } from './start-process.ts';

/** How a command ended and what it wrote, line by line. */
export interface FinishedProcess extends ProcessExit {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/**
 * Runs a command to its end, guarded like any other child, and keeps its output.
 * @throws {ProcessStartError} when it can't be started; an exit code other than 0 is an answer, not an error.
 */
export const runProcess = async (options: ProcessOptions): Promise<FinishedProcess> => {
  const output: Record<OutputStream, string[]> = { stdout: [], stderr: [] };
  const running = await startProcess({
    ...options,
    onLine: (stream, line) => {
      output[stream].push(line);
      options.onLine?.(stream, line);
    },
  });
  return { ...(await running.exited), ...output };
};
