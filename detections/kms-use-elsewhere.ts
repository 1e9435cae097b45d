import { absent, all, any, is, isNoneOf, isOtherThan, type Condition } from './condition.ts';
import type { CloudTrailRecord, NearMiss, RecordDetection, RecordedEvent } from './detection.ts';
import {
  deniedDecrypt,
  goodDecrypt,
  notByTaskRole,
  recordedSubject,
  serviceCallOf,
} from './recorded/kms-records.ts';
import { recordsWhere } from './records-where.ts';
import type { OriginSubject } from './subjects.ts';
import { taskRoleCall } from './task-role-call.ts';

/**
 * From none of the known places. The address counts only without an endpoint: through one it is the caller's own within
 * his VPC, and whoever makes a VPC chooses its addresses, those of our NAT gateway too.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
function fromElsewhere({ sourceAddresses, vpcEndpointIds }: OriginSubject): Condition {
  if (sourceAddresses.length === 0) return isNoneOf('vpcEndpointId', vpcEndpointIds);
  const otherAddress = isNoneOf('sourceIPAddress', sourceAddresses);
  if (vpcEndpointIds.length === 0) return any(otherAddress, is('vpcEndpointId', '*'));
  return any(all(absent('vpcEndpointId'), otherAddress), isOtherThan('vpcEndpointId', vpcEndpointIds));
}

const [firstAddress, secondAddress] = ['192.0.2.10', '192.0.2.20'];
const endpointId = 'vpce-0123456789abcdef0';

const from = (sourceIPAddress: string, vpcEndpointId?: string): CloudTrailRecord => ({
  ...goodDecrypt,
  sourceIPAddress,
  ...(vpcEndpointId === undefined ? {} : { vpcEndpointId }),
});
const fromThief = from('203.0.113.66');
const withoutAddress = Object.fromEntries(
  Object.entries(goodDecrypt).filter(([field]) => field !== 'sourceIPAddress'),
);

const matches: readonly [RecordedEvent, ...RecordedEvent[]] = [
  { event: 'the credentials are used from another address', record: fromThief },
  {
    event: 'they are used through an endpoint of another VPC',
    record: from('10.9.8.7', 'vpce-0fedcba9876543210'),
  },
  {
    event: 'they are used from elsewhere for what the role may not do',
    record: { ...deniedDecrypt(), sourceIPAddress: '203.0.113.66' },
  },
];

const nearMisses: readonly [NearMiss, ...NearMiss[]] = [
  serviceCallOf(fromThief),
  ...notByTaskRole(fromThief),
];

const throughNat = (refusedBy: string): readonly NearMiss[] =>
  [firstAddress, secondAddress].map((address) => ({
    event: `a task calls through the NAT gateway at ${address}`,
    refusedBy,
    record: from(address),
  }));
const throughEndpoint = (refusedBy: string): NearMiss => ({
  event: 'a task calls through the endpoint of its VPC',
  refusedBy,
  record: from('10.20.64.10', endpointId),
});

/** What only addresses tell apart. */
const addressMatches: readonly RecordedEvent[] = [
  { event: 'the record names no address', record: withoutAddress },
  {
    event: 'they are used through an endpoint of a VPC that has the address of our NAT gateway',
    record: from(firstAddress, 'vpce-0fedcba9876543210'),
  },
];
const byBoth = '$.vpcEndpointId or $.sourceIPAddress';

/** The task role's credentials in a place where no task runs. */
export const kmsUseElsewhere: RecordDetection<'origin'> = {
  id: 'kms-use-elsewhere',
  title: 'The service role is used from elsewhere',
  meaning:
    'A KMS call of the service came neither from its NAT gateway nor through its VPC endpoint: somebody took the credentials of a task with him.',
  severity: 'page',
  deployment: 'always',
  scope: 'origin',
  ...recordsWhere<'origin'>((subject) => taskRoleCall(subject, fromElsewhere(subject))),
  metric: { name: 'KmsUseElsewhere', defaultValue: 0 },
  alarm: {
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    treatMissingData: 'notBreaching',
  },
  notifyRecovery: true,
  runbook: [
    'Revoke the sessions of the task role (IAM, Revoke active sessions) and let ECS start new tasks.',
    'Find in the trail what else the same accessKeyId did, and from which address.',
    'Look how the credentials left the task: its image, its dependencies, requests it can be made to send.',
  ],
  falsePositives: [
    'NAT gateways or endpoints that were replaced in the minutes before, or that the configuration does not name.',
  ],
  knownGaps: [
    'Credentials that are used from within the VPC: their address is that of the service.',
    'Their use at other services than KMS.',
  ],
  attack: ['T1552.005', 'T1078.004'],
  recordings: [
    {
      subject: { ...recordedSubject, sourceAddresses: [firstAddress, secondAddress], vpcEndpointIds: [] },
      matches: [...matches, ...addressMatches],
      nearMisses: [...nearMisses, ...throughNat('$.sourceIPAddress or $.vpcEndpointId')],
    },
    {
      subject: { ...recordedSubject, sourceAddresses: [], vpcEndpointIds: [endpointId] },
      matches,
      nearMisses: [...nearMisses, throughEndpoint('$.vpcEndpointId')],
    },
    {
      subject: {
        ...recordedSubject,
        sourceAddresses: [firstAddress, secondAddress],
        vpcEndpointIds: [endpointId],
      },
      matches: [...matches, ...addressMatches],
      nearMisses: [...nearMisses, ...throughNat(byBoth), throughEndpoint(byBoth)],
    },
  ],
};
