import type { Random } from './random.ts';

/** Who makes a call. */
export type RecordedIdentity =
  | { readonly kind: 'role'; readonly roleArn: string }
  | { readonly kind: 'user'; readonly userName: string }
  | { readonly kind: 'service'; readonly service: string };

export interface RecordOptions {
  readonly timeMs: number;
  readonly identity: RecordedIdentity;
  readonly accountId: string;
  readonly region: string;
  readonly taskRoleArn: string;
  readonly taskAddress: string;
  readonly kmsShare: number;
  readonly wrongKeyShare: number;
}

/** What a record tells of the call itself. */
type CallFields = Readonly<Record<string, unknown>>;

/** A CloudTrail record as JSON, with the fields and the order of fields of real ones. */
export function buildRecord(random: Random, options: RecordOptions): string {
  const isKms = random.next() < options.kmsShare;
  const call = isKms ? kmsCall(random, options) : random.pick(otherCalls)(random, options);
  const record = {
    eventVersion: '1.11',
    userIdentity: userIdentity(random, options),
    eventTime: `${new Date(options.timeMs).toISOString().slice(0, 19)}Z`,
    eventSource: call['eventSource'],
    eventName: call['eventName'],
    awsRegion: options.region,
    sourceIPAddress: sourceAddress(random, options),
    userAgent: random.pick(userAgents),
    requestParameters: null,
    responseElements: null,
    ...call,
    requestID: random.uuid(),
    eventID: random.uuid(),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: options.accountId,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${String(call['eventSource']).split('.')[0]}.${options.region}.amazonaws.com`,
    },
  };
  // CloudTrail escapes what HTML would take for markup.
  return JSON.stringify(record).replace(
    /[<>&]/g,
    (character) => String.raw`\u00${character.charCodeAt(0).toString(16)}`,
  );
}

function sourceAddress(random: Random, options: RecordOptions): string {
  const anyAddress = `203.0.113.${Math.floor(random.next() * 254) + 1}`;
  return isTask(options) ? options.taskAddress : anyAddress;
}

function isTask({ identity, taskRoleArn }: RecordOptions): boolean {
  return identity.kind === 'role' && identity.roleArn === taskRoleArn;
}

const userAgents = [
  'aws-sdk-js/3.1162.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20.20.2 api/kms#3.1162.0 m/N,E,n',
  'Boto3/1.43.1 md/Botocore#1.43.1 ua/2.1 os/linux#6.1.0 md/arch#aarch64 lang/python#3.13.1',
  'APN/1.0 HashiCorp/1.0 Terraform/1.14.0 (+https://www.terraform.io) terraform-provider-aws/6.21.0',
  'Mozilla/5.0 (X11; Linux x86_64) <console> & more',
];

function userIdentity(random: Random, { identity, accountId, timeMs }: RecordOptions): CallFields {
  switch (identity.kind) {
    case 'service':
      return { type: 'AWSService', invokedBy: identity.service };
    case 'user': {
      const arn = `arn:aws:iam::${accountId}:user/${identity.userName}`;
      return {
        type: 'IAMUser',
        principalId: `AIDA${random.hex(12).toUpperCase()}`,
        arn,
        accountId,
        userName: identity.userName,
      };
    }
    case 'role': {
      const name = identity.roleArn.split('/').at(-1) ?? '';
      const session = random.hex(32);
      return {
        type: 'AssumedRole',
        principalId: `AROAEXAMPLEID:${session}`,
        arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${session}`,
        accountId,
        accessKeyId: `ASIA${random.hex(12).toUpperCase()}`,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: 'AROAEXAMPLEID',
            arn: identity.roleArn,
            accountId,
            userName: name,
          },
          attributes: { creationDate: new Date(timeMs - 3_600_000).toISOString(), mfaAuthenticated: 'false' },
        },
      };
    }
  }
}

function kmsCall(random: Random, options: RecordOptions): CallFields {
  const { region, accountId, wrongKeyShare } = options;
  const keyArn = `arn:aws:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const isWrongKey = isTask(options) && random.next() < wrongKeyShare;
  return {
    eventSource: 'kms.amazonaws.com',
    eventName: isWrongKey ? 'Decrypt' : random.pick(['Decrypt', 'GenerateDataKey']),
    ...(isWrongKey ? { errorCode: 'InvalidCiphertextException' } : {}),
    requestParameters: {
      keyId: keyArn,
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      encryptionContext: { keywatch: random.hex(43) },
    },
    readOnly: true,
    resources: [{ accountId, type: 'AWS::KMS::Key', ARN: keyArn }],
  };
}

/** Calls that concern no detection; some nearly do, as secrets managers name KMS in their parameters. */
const otherCalls: readonly ((random: Random, options: RecordOptions) => CallFields)[] = [
  (random, { accountId }) => ({
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    requestParameters: {
      roleArn: `arn:aws:iam::${accountId}:role/web-frontend`,
      roleSessionName: random.hex(16),
      durationSeconds: 3600,
    },
    responseElements: {
      credentials: {
        accessKeyId: `ASIA${random.hex(12)}`,
        sessionToken: random.hex(320),
        expiration: 'Jan 1, 2026, 1:00:00 AM',
      },
    },
    readOnly: true,
  }),
  (random) => ({
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    requestParameters: {
      instancesSet: { items: Array.from({ length: 4 }, () => ({ instanceId: `i-${random.hex(17)}` })) },
      filterSet: {},
    },
    readOnly: true,
  }),
  (random) => ({
    eventSource: 'logs.amazonaws.com',
    eventName: 'CreateLogStream',
    requestParameters: {
      logGroupName: '/aws/lambda/nightly-batch',
      logStreamName: `2026/01/01/[$LATEST]${random.hex(32)}`,
    },
    readOnly: false,
  }),
  (random, { region, accountId }) => ({
    eventSource: 'ecs.amazonaws.com',
    eventName: 'DescribeTasks',
    requestParameters: {
      cluster: 'keywatch-dev',
      tasks: [`arn:aws:ecs:${region}:${accountId}:task/keywatch-dev/${random.hex(32)}`],
    },
    readOnly: true,
  }),
  (random) => ({
    eventSource: 's3.amazonaws.com',
    eventName: 'GetBucketPolicy',
    errorCode: random.pick(['NoSuchBucketPolicy', 'AccessDenied']),
    errorMessage: 'The bucket policy does not exist "at all"',
    requestParameters: { bucketName: `logs-${random.hex(8)}`, Host: 's3.amazonaws.com', policy: '' },
    additionalEventData: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredOut: 337,
    },
    readOnly: true,
  }),
  (random) => ({
    eventSource: 'iam.amazonaws.com',
    eventName: 'PutRolePolicy',
    requestParameters: {
      roleName: 'data-pipeline',
      policyName: `inline-${random.hex(4)}`,
      policyDocument: JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 'sqs:*'], Resource: '*' }],
        },
        undefined,
        2,
      ),
    },
    readOnly: false,
  }),
];
