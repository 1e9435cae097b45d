/** What a route does, as its failures name it. */
export type Operation = 'encryption' | 'decryption';

/** The lab's messages, letter for letter: its scripts compare them. */
export const messages = {
  stored: 'Data encrypted and stored, keep your key save',
  wrongKey: 'Data decryption failed, make sure you have the correct key',
  rateLimited: 'Too many requests from this client, try again later',
  overloaded: 'Too many requests at once, try again later',
  failed: (operation: Operation): string => `Data ${operation} failed, check logs for more details`,
};
