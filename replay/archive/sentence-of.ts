const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'There is no permission to read it.',
  EPERM: 'There is no permission to read it.',
  EISDIR: 'It is a folder.',
  ENOTDIR: 'A part of its path is a file, not a folder.',
  ELOOP: 'Its symbolic links lead to each other in a circle.',
  ENAMETOOLONG: 'Its name is too long.',
  Z_BUF_ERROR: 'The gzip data is truncated.',
  Z_DATA_ERROR: 'The gzip data is damaged.',
};

/** Why a file or folder can't be read, for a person. */
export function sentenceOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return sentences[code ?? ''] ?? message;
}
