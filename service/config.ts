import { Environment, type Rule } from './environment.ts';
import { logLevels, type LogLevel } from './log/logger.ts';
import type { DatabaseAddress } from './store/connection.ts';
import { readCertificateAuthorities } from './store/certificate-authorities.ts';

/** The service's settings. Endpoints and credentials of AWS are not among them: the SDK reads its own. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly region: string;
  readonly kmsKeyArn: string;
  readonly previousKmsKeyArns: readonly string[];
  readonly database: DatabaseAddress;
  readonly databaseSecretArn: string;
  readonly trustedProxyHops: number;
  /** Requests that one client may send in a minute to one task; 0 for any number. */
  readonly rateLimitPerMinute: number;
  /** Where CloudWatch puts the service's metrics. */
  readonly metricNamespace: string;
  readonly logLevel: LogLevel;
}

/**
 * A key's own ARN: an alias could be moved to another key between two calls.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
const kmsKeyArn = {
  pattern: /^arn:aws(?:-[a-z]+)*:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/,
  words: 'the ARN of a KMS key, like arn:aws:kms:eu-west-1:111122223333:key/<id>, not of an alias',
};
const secretArn: Rule = {
  pattern: /^arn:aws(?:-[a-z]+)*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[^\s:]+$/,
  words: 'the ARN of a Secrets Manager secret, without a version or JSON key behind it',
  // ECS puts the secret itself here when it is told to by `secrets` instead of `environment`.
  mayHideSecret: true,
};
const region = { pattern: /^[a-z]{2,}(?:-[a-z]+)+-\d+$/, words: 'an AWS region, like eu-west-1' };
const hostName = { pattern: /^[A-Za-z0-9.:_-]+$/, words: 'a host name or an IP address' };
/** Often mistaken for the place of a whole URL, its password included. */
const databaseHost: Rule = { ...hostName, mayHideSecret: true };
/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html Namespace */
const metricNamespace = {
  pattern: /^(?!AWS\/)[A-Za-z0-9._#/-]{1,255}$/,
  words: 'a metric namespace of up to 255 letters, digits, ".", "_", "-", "#" and "/" that is not AWS\'s own',
};
const databaseName = { pattern: /^[^\s\0]{1,63}$/, words: 'the name of a database' };

/** @throws EnvironmentError that lists every problem of the environment. */
export const parseConfig = (variables: NodeJS.ProcessEnv): Config => {
  const environment = new Environment(variables);
  const awsRegion = environment.string('AWS_REGION', region);
  const config: Config = {
    host: environment.string('HOST', hostName, '0.0.0.0'),
    port: environment.integer('PORT', { min: 0, max: 65_535 }, 8080),
    region: awsRegion,
    kmsKeyArn: environment.arn('KMS_KEY_ARN', kmsKeyArn, awsRegion),
    previousKmsKeyArns: environment.arns('PREVIOUS_KMS_KEY_ARNS', kmsKeyArn, awsRegion),
    database: {
      host: environment.string('DATABASE_HOST', databaseHost),
      port: environment.integer('DATABASE_PORT', { min: 1, max: 65_535 }, 5432),
      database: environment.string('DATABASE_NAME', databaseName),
      certificateAuthorities: environment.parsed('DATABASE_CA_FILE', (file) =>
        // Without a region there is a problem already.
        file === undefined && awsRegion === '' ? [] : readCertificateAuthorities(file, awsRegion),
      ),
    },
    databaseSecretArn: environment.arn('DATABASE_SECRET_ARN', secretArn, awsRegion),
    trustedProxyHops: environment.integer('TRUSTED_PROXY_HOPS', { min: 0, max: 10 }, 0),
    rateLimitPerMinute: environment.integer('RATE_LIMIT_PER_MINUTE', { min: 0, max: 1_000_000 }, 600),
    metricNamespace: environment.string('METRIC_NAMESPACE', metricNamespace, 'Keywatch/Service'),
    logLevel: environment.oneOf('LOG_LEVEL', logLevels, 'info'),
  };
  environment.throwIfProblems();
  return config;
};
