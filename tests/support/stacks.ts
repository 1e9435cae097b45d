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

/** A pull request's throw-away stack: a ready image, tasks with public addresses, nothing that outlives it. */
export const preview = {
  'aws:region': 'ap-southeast-2',
  'keywatch:ingressCidrs': ['203.0.113.0/24'],
  'keywatch:egress': 'public-ip',
  'keywatch:imageUri': '444455556666.dkr.ecr.ap-southeast-2.amazonaws.com/shared/keywatch:1.2.3',
  'keywatch:accessLogs': false,
  'keywatch:waf': false,
  'keywatch:desiredCount': 1,
  'keywatch:maxCount': 1,
  'keywatch:containerInsights': false,
  'keywatch:databaseMultiAz': false,
  'keywatch:databaseMonitoring': false,
  'keywatch:deletionProtection': false,
  'keywatch:logRetentionDays': 1,
  'keywatch:kmsDeletionWindowDays': 7,
} as const;
