import { exitCodes } from './exit-codes.ts';

/**
 * Ends the command once nobody reads what it prints, as in `npm run replay -- PATH | head`: that is no defect, so
 * without a word. What can't be written for another reason, a full disk, is told. A command that stops its children at
 * a signal is asked to, as by SIGTERM.
 */
export function endWithReader(): void {
  let ending = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (ending) return;
      ending = true;
      const isUnread = error.code === 'EPIPE';
      process.exitCode = isUnread ? exitCodes.unread : exitCodes.failure;
      if (!isUnread && stream === process.stdout) {
        process.stderr.write(`What the command prints can't be written (${error.code ?? error.message}).\n`);
      }
      if (!process.emit('SIGTERM', 'SIGTERM')) process.exit();
    });
  }
}
