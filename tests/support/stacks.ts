import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Stacks without a file, shared by tests so that each is evaluated once. */

/** Differs from dev in every setting that changes what is declared, and states the rest by default. */
export const guarded = {
  'aws:region': 'ap-southeast-2',
  'keywatch:ingressCidrs': ['198.51.100.0/24', '203.0.113.0/24'],
  'keywatch:egress': 'endpoints',
  'keywatch:certificateArn':
    'arn:aws:acm:ap-southeast-2:111122223333:certificate/12345678-1234-1234-1234-123456789012',
  'keywatch:domainName': 'secrets.example.com',
  'keywatch:imageUri': '444455556666.dkr.ecr.ap-southeast-2.amazonaws.com/shared/keywatch:1.2.3',
  'keywatch:cpuArchitecture': 'X86_64',
  'keywatch:previousKeyArns': [
    'arn:aws:kms:ap-southeast-2:111122223333:key/11111111-2222-3333-4444-555555555555',
  ],
  'keywatch:keyAdministratorArns': ['arn:aws:iam::111122223333:role/key-administrators'],
  'keywatch:alertEmail': 'security@example.com',
  'keywatch:detections': { 'kms-wrong-key-burst': { threshold: 25 } },
} as const;

const { config } = parse(readFileSync('Pulumi.preview.yaml', 'utf8')) as {
  config: Readonly<Record<string, unknown>>;
};

/** A pull request's throw-away stack, given a ready image. */
export const preview = {
  ...config,
  'keywatch:imageUri': '444455556666.dkr.ecr.ap-southeast-2.amazonaws.com/shared/keywatch:1.2.3',
};
