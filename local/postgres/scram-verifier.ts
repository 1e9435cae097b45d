import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** Postgres' own default. */
const iterations = 4096;

/**
 * The form in which Postgres stores a password, made on our side so that the password itself appears in no
 * statement and so in no log. The password must be ASCII, which spares SASLprep.
 * @see https://www.postgresql.org/docs/18/catalog-pg-authid.html
 */
export const buildScramVerifier = (password: string, salt: Buffer = randomBytes(16)): string => {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
};
