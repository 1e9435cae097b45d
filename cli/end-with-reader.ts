import { exitCodes } from './exit-codes.ts';

/**
 * Ends the command once nobody reads what it prints, as in `npm run replay -- PATH | head`: that is no defect, so
 * without a word. A command that stops its children at a signal is asked to, as by SIGTERM.
 */
export function endWithReader(): void {
  let ending = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (ending) return;
      ending = true;
      process.exitCode = error.code === 'EPIPE' ? exitCodes.unread : exitCodes.failure;
      if (!process.emit('SIGTERM', 'SIGTERM')) process.exit();
    });
  }
}
