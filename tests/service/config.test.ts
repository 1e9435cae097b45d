import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseConfig } from '../../service/config.ts';
import { EnvironmentError } from '../../service/environment.ts';
import { readCertificateAuthorities } from '../../service/store/certificate-authorities.ts';

const keyArn = 'arn:aws:kms:ap-southeast-2:111122223333:key/11111111-1111-4111-8111-111111111111';
const complete = {
  AWS_REGION: 'ap-southeast-2',
  KMS_KEY_ARN: keyArn,
  DATABASE_HOST: 'database.example',
  DATABASE_NAME: 'keywatch',
  DATABASE_SECRET_ARN: 'arn:aws:secretsmanager:ap-southeast-2:111122223333:secret:rds!db-1-AbCdEf',
};

const problemsOf = (variables: Record<string, string | undefined>): readonly string[] => {
  try {
    parseConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  it('needs five variables and has defaults for the rest', () => {
    const { database, ...config } = parseConfig(complete);
    expect(config).toEqual({
      host: '0.0.0.0',
      port: 8080,
      region: 'ap-southeast-2',
      kmsKeyArn: keyArn,
      previousKmsKeyArns: [],
      databaseSecretArn: complete.DATABASE_SECRET_ARN,
      trustedProxyHops: 0,
      rateLimitPerMinute: 600,
      metricNamespace: 'Keywatch/Service',
      logLevel: 'info',
    });
    expect(database).toMatchObject({ host: 'database.example', port: 5432, database: 'keywatch' });
  });

  it('sets everything that has a default', () => {
    const previous = [keyArn.replace(/1{8}/, '22222222'), keyArn.replace(/1{8}/, 'mrk-3333')];
    const variables = { HOST: '127.0.0.1', PORT: '0', DATABASE_PORT: '15432', TRUSTED_PROXY_HOPS: '1' };
    const config = parseConfig({
      ...complete,
      ...variables,
      RATE_LIMIT_PER_MINUTE: '0',
      METRIC_NAMESPACE: 'Keywatch/dev',
      PREVIOUS_KMS_KEY_ARNS: previous.join(','),
      LOG_LEVEL: 'trace',
    });
    expect(config).toMatchObject({ host: '127.0.0.1', port: 0, trustedProxyHops: 1, logLevel: 'trace' });
    expect(config).toMatchObject({ rateLimitPerMinute: 0, metricNamespace: 'Keywatch/dev' });
    expect(config.previousKmsKeyArns).toEqual(previous);
    expect(config.database.port).toBe(15432);
  });

  it('tells every problem at once, with what was given and what is allowed', () => {
    const problems = problemsOf({
      AWS_REGION: 'sydney',
      PORT: '80.5',
      KMS_KEY_ARN: 'arn:aws:kms:ap-southeast-2:111122223333:alias/keywatch',
      DATABASE_PORT: '0',
      DATABASE_NAME: '',
      TRUSTED_PROXY_HOPS: '-1',
      RATE_LIMIT_PER_MINUTE: '10/s',
      METRIC_NAMESPACE: 'AWS/KMS',
      LOG_LEVEL: 'warn',
    });
    expect(problems).toEqual([
      'AWS_REGION is "sydney"; it must be an AWS region, like eu-west-1.',
      'PORT is "80.5"; it must be a whole number from 0 to 65535.',
      'KMS_KEY_ARN is "arn:aws:kms:ap-southeast-2:111122223333:alias/keywatch"; it must be the ARN of a KMS key, like arn:aws:kms:eu-west-1:111122223333:key/<id>, not of an alias.',
      'DATABASE_HOST is missing: set it to a host name or an IP address.',
      'DATABASE_PORT is "0"; it must be a whole number from 1 to 65535.',
      'DATABASE_NAME is ""; it must be the name of a database.',
      'DATABASE_SECRET_ARN is missing: set it to the ARN of a Secrets Manager secret, without a version or JSON key behind it.',
      'TRUSTED_PROXY_HOPS is "-1"; it must be a whole number from 0 to 10.',
      'RATE_LIMIT_PER_MINUTE is "10/s"; it must be a whole number from 0 to 1000000.',
      'METRIC_NAMESPACE is "AWS/KMS"; it must be a metric namespace of up to 255 letters, digits, ".", "_", "-", "#" and "/" that is not AWS\'s own.',
      'LOG_LEVEL is "warn"; it must be one of trace, debug, info.',
    ]);
  });

  it.each(['', ' 8080', '8080s', '1e3', '0x50', '65536', '99999999999'])('refuses the port "%s"', (PORT) => {
    expect(problemsOf({ ...complete, PORT })).toHaveLength(1);
  });

  it.each([
    ['DATABASE_SECRET_ARN', '{"username":"keywatch","password":"planted"}'],
    ['DATABASE_HOST', 'postgres://keywatch:planted@database.example/keywatch'],
  ])('does not repeat a %s that is a secret by mistake', (name, value) => {
    const [problem, ...others] = problemsOf({ ...complete, [name]: value });
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} is something else; it must be (the ARN|a host name)`));
    expect(problem).not.toContain('planted');
  });

  it.each(['KMS_KEY_ARN', 'PREVIOUS_KMS_KEY_ARNS', 'DATABASE_SECRET_ARN'] as const)(
    'refuses %s of another region than AWS_REGION',
    (name) => {
      const arn = (name === 'PREVIOUS_KMS_KEY_ARNS' ? keyArn : complete[name]).replace(
        'southeast-2',
        'south-1',
      );
      expect(problemsOf({ ...complete, [name]: arn })).toEqual([
        `${name} is "${arn}"; it must be in the service's own region, ap-southeast-2 (AWS_REGION).`,
      ]);
    },
  );

  it('refuses a secret with a JSON key behind it, which ECS would expand but the SDK would not', () => {
    const DATABASE_SECRET_ARN = `${complete.DATABASE_SECRET_ARN}:password::`;
    expect(problemsOf({ ...complete, DATABASE_SECRET_ARN })).toHaveLength(1);
  });
});

describe('without a CA file', () => {
  const trustedIn = (region: string): readonly string[] =>
    readCertificateAuthorities(undefined, region).map(
      (pem) => /^CN=(.*)$/m.exec(new X509Certificate(pem).subject)?.[1] ?? '',
    );

  it.each(['ap-southeast-2', 'eu-central-1'])('RDS is believed in its own region alone: %s', (region) => {
    const kinds = ['ECC384', 'RSA2048', 'RSA4096'];
    expect([...trustedIn(region)].sort()).toEqual(
      kinds.map((kind) => `Amazon RDS ${region} Root CA ${kind} G1`),
    );
  });

  it.each(['us-east-1', 'us-east-2'])('no beta or preview is believed: %s', (region) => {
    expect(trustedIn(region)).toHaveLength(3);
    expect(trustedIn(region).join()).not.toMatch(/Beta|Preview/);
  });

  it('a region of which no authority is known is a problem', () => {
    const inMars = Object.fromEntries(
      Object.entries(complete).map(([name, value]) => [
        name,
        value.replace('ap-southeast-2', 'mars-north-1'),
      ]),
    );
    expect(problemsOf(inMars)).toEqual([
      'DATABASE_CA_FILE is missing: this build knows no authority of Amazon RDS in mars-north-1; name a PEM file that has one.',
    ]);
  });
});

describe('the CA file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keywatch-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const fileOf = (text: string): string => {
    const file = join(folder, 'ca.pem');
    writeFileSync(file, text);
    return file;
  };

  it('replaces the RDS bundle by its own certificates', () => {
    const [first = '', second = ''] = parseConfig(complete).database.certificateAuthorities;
    const { database } = parseConfig({
      ...complete,
      DATABASE_CA_FILE: fileOf(`${first}\n# two\n${second}\n`),
    });
    expect(database.certificateAuthorities).toEqual([first.trim(), second.trim()]);
  });

  it.each([
    ['without a certificate', 'no certificate here', 'the file holds no PEM certificate.'],
    [
      'with a broken certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      'the file holds a broken PEM certificate.',
    ],
  ])('is refused %s', (_title, text, sentence) => {
    const DATABASE_CA_FILE = fileOf(text);
    expect(problemsOf({ ...complete, DATABASE_CA_FILE })).toEqual([
      `DATABASE_CA_FILE is "${DATABASE_CA_FILE}": ${sentence}`,
    ]);
  });

  it('is refused when it is not there', () => {
    const DATABASE_CA_FILE = join(folder, 'missing.pem');
    expect(problemsOf({ ...complete, DATABASE_CA_FILE })).toEqual([
      `DATABASE_CA_FILE is "${DATABASE_CA_FILE}": the file can't be read (ENOENT).`,
    ]);
  });
});

/** The variables that are complained of, each as often as it is. */
const refused = (changes: Readonly<Record<string, string | undefined>>): string[] =>
  problemsOf({ ...complete, ...changes }).map((problem) => problem.split(' ', 1)[0] ?? '');

describe('a variable is accepted', () => {
  it.each([
    ['PORT', '65535'],
    ['PORT', '0'],
    ['DATABASE_NAME', 'n'.repeat(63)],
    ['METRIC_NAMESPACE', 'n'.repeat(255)],
    ['PREVIOUS_KMS_KEY_ARNS', ''],
    ['PREVIOUS_KMS_KEY_ARNS', `${keyArn},${keyArn.replaceAll('1111-', '2222-')}`],
  ])('%s at the edge of what is allowed: %s', (name, value) => {
    expect(refused({ [name]: value })).toEqual([]);
  });
});

describe('a variable is refused', () => {
  it.each([
    ['DATABASE_NAME', 'n'.repeat(64)],
    ['DATABASE_NAME', 'two words'],
    ['DATABASE_NAME', ' name'],
    ['METRIC_NAMESPACE', 'n'.repeat(256)],
    ['METRIC_NAMESPACE', 'Keywatch/test!'],
    ['AWS_REGION', 'xap-southeast-2 '],
    ['KMS_KEY_ARN', ` ${keyArn}`],
    ['KMS_KEY_ARN', `${keyArn}/more`],
    ['DATABASE_SECRET_ARN', ` ${complete.DATABASE_SECRET_ARN}`],
    ['PREVIOUS_KMS_KEY_ARNS', keyArn.replace(/key\/.*/, 'alias/keywatch')],
    ['PREVIOUS_KMS_KEY_ARNS', `${keyArn}, ${keyArn}`],
  ])('%s a little beside what is allowed: %s', (name, value) => {
    expect(refused({ [name]: value })).toContain(name);
  });

  it('once: what is wrong with the region is not held against the ARNs as well', () => {
    expect(refused({ AWS_REGION: undefined })).toEqual(['AWS_REGION']);
  });
});
