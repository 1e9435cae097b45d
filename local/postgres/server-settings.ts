/** RDS' name for the superuser, which is nobody's: no stack can declare it as its own. */
export const superuser = 'rdsadmin';

/**
 * Who may connect: nobody but over TLS, from this machine, with a password. The superuser has none, so nobody
 * is superuser over the network.
 */
export const clientAuthentication = 'hostssl all all 127.0.0.1/32 scram-sha-256\n';

/** Files within the data folder, which is the server's working folder. */
export const serverFiles = {
  certificate: 'server.crt',
  privateKey: 'server.key',
  clientAuthentication: 'pg_hba.conf',
};

export type ServerSettings = Readonly<Record<string, string>>;

/**
 * Settings of every start, given on the command line where no file in the data folder can overrule them.
 * Durability is not among them but in none's reach: `fsync`, `synchronous_commit` and `full_page_writes` keep
 * Postgres' defaults, which lose no acknowledged write. Nor is what RDS would decide: how statements are
 * logged stays as there, so that a secret RDS would log shows up here too.
 */
export const serverSettings = (port: number): ServerSettings => ({
  listen_addresses: '127.0.0.1',
  port: String(port),
  unix_socket_directories: '',
  ssl: 'on',
  ssl_cert_file: serverFiles.certificate,
  ssl_key_file: serverFiles.privateKey,
  ssl_min_protocol_version: 'TLSv1.2',
  password_encryption: 'scram-sha-256',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  lc_messages: 'C',
  cluster_name: 'keywatch',
});

export const settingArgs = (settings: ServerSettings): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Postgres truncates a longer identifier; RDS allows no other characters in names given at creation. */
const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** True for a name that RDS would accept for a database or its master user. */
export const isIdentifier = (name: string): boolean => identifier.test(name);
