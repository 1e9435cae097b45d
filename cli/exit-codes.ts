/** What a command's exit code says to a script. */
export const exitCodes = {
  success: 0,
  /** The command ran, and what it checked does not hold or something broke. */
  failure: 1,
  /** The command was given something it can't use: arguments, configuration, a file. */
  usage: 2,
  /** The command ran, but not on all it was given: what it tells is not the whole. */
  incomplete: 3,
  /** Nobody read what the command printed: what a shell says of a program that SIGPIPE ended. */
  unread: 141,
} as const;
