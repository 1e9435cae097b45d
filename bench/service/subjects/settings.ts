import { readFileSync } from 'node:fs';

const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing.`);
  return value;
};

/** What floor and peer are told by their environment: the service's own variables and the login. */
export const settings = {
  region: variable('AWS_REGION'),
  kmsKeyArn: variable('KMS_KEY_ARN'),
  port: Number(variable('PORT')),
  database: {
    host: variable('DATABASE_HOST'),
    port: Number(variable('DATABASE_PORT')),
    database: variable('DATABASE_NAME'),
    ca: readFileSync(variable('DATABASE_CA_FILE'), 'utf8'),
    username: variable('DATABASE_USER'),
    password: variable('DATABASE_PASSWORD'),
  },
};
