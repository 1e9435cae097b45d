/** A folder can't hold a local run's state; the message says why and what to name instead. */
export class StateFolderError extends Error {
  override readonly name = 'StateFolderError';
  readonly code = 'STATE_FOLDER';

  /** For what the operating system refused. */
  static refused(folder: string, error: unknown): StateFolderError {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return new StateFolderError(
      `${folder} can't be a local run's folder (${code}): name a folder that you may write to with --state-folder.`,
      { cause: error },
    );
  }
}
