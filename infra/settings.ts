import { z } from 'zod';
import { isNetworkAddress } from './cidr.ts';
import { metricText, overridesById } from './detection-overrides.ts';
import { ecrRepositoryArn } from './ecr-repository-arn.ts';
import { fargateMemoryMib, fargateSizesText } from './fargate-sizes.ts';
import { planProblems, planSettings } from './plan-problems.ts';
import {
  channelProblems,
  channelSettings,
  isPublicHttpsUrl,
  publicHttpsUrlForm,
} from './channel-settings.ts';
import {
  arn,
  choice,
  flag,
  integer,
  list,
  name,
  object,
  optional,
  secretArn,
  text,
} from './setting-types.ts';
import { roleIdentity } from './watched-roles.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const cidrForm = 'an IPv4 block whose host bits are zero, such as 10.20.0.0/16';

const isEcrImage = (imageUri: string): boolean => ecrRepositoryArn(imageUri, 'aws') !== undefined;

/** The keys of the `keywatch:` namespace. Each value comes as the string the Pulumi CLI passes. */
export const settingsSchema = z
  .strictObject({
    deployApplication: flag,
    monitorRoleArns: list(arn('iam', 'role/.+')),
    monitorKeyArns: list(arn('kms', 'key/[a-z0-9-]{36}')),
    monitorOrigins: list(
      text(
        (value) => z.ipv4().safeParse(value).success || /^vpce-[0-9a-f]{8,17}$/.test(value),
        'an IPv4 address or the id of a VPC endpoint',
      ),
    ),
    trailLogGroupName: optional(name(512, /^[\w./#-]+$/, 'the name of a log group')),
    ingressCidrs: list(text((value) => isNetworkAddress(value, 0, 32), cidrForm)),
    vpcCidr: text((value) => isNetworkAddress(value, 16, 24), `${cidrForm}, between /16 and /24`),
    egress: choice('nat', 'endpoints', 'public-ip'),
    natGateways: choice('single', 'perAz'),
    certificateArn: optional(arn('acm', 'certificate/.+')),
    domainName: optional(
      text(
        (value) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(value),
        'a host name in lower case',
      ),
    ),
    accessLogs: flag,
    waf: flag,
    wafRequestsPerFiveMinutes: integer(10, 2_000_000_000),
    imageUri: optional(
      text(
        (value) => /^[a-z0-9][^\s@]*(?::[\w.-]{1,128}|@sha256:[0-9a-f]{64})$/.test(value),
        'an image with tag or digest',
      ),
    ),
    cpuArchitecture: choice('ARM64', 'X86_64'),
    taskCpu: integer(256, 16_384),
    taskMemoryMib: integer(512, 122_880),
    desiredCount: integer(1, 100),
    maxCount: integer(1, 1000),
    containerInsights: flag,
    fargateSpot: flag,
    databaseInstanceClass: text(
      (value) => /^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(value),
      'an instance class such as db.t4g.micro',
    ),
    databaseAllocatedStorageGib: integer(20, 65_536),
    databaseMultiAz: flag,
    databaseBackupRetentionDays: integer(1, 35),
    databaseMonitoring: flag,
    deletionProtection: flag,
    logRetentionDays: integer(1, 3653).refine((days) => retentionDays.some((allowed) => allowed === days), {
      error: (issue) => `is ${String(issue.input)}; CloudWatch Logs allows ${retentionDays.join(', ')}`,
    }),
    kmsDeletionWindowDays: integer(7, 30),
    keyAdministratorArns: list(arn('iam', '(?:role|user)/.+')),
    permissionsBoundaryArn: optional(arn('iam', 'policy/.+')),
    previousKeyArns: list(arn('kms', 'key/[a-z0-9-]{36}')),
    alertEmail: optional(text((value) => z.email().safeParse(value).success, 'an e-mail address')),
    alarmTopicName: optional(name(256, /^[\w-]+$/, 'letters, digits, "-" and "_"')),
    evidenceChannels: list(choice('email', 'webhook', 'slack')),
    evidenceWebhookUrl: optional(text(isPublicHttpsUrl, publicHttpsUrlForm)),
    evidenceWebhookSecretArn: optional(secretArn),
    evidenceSlackSecretArn: optional(secretArn),
    fastPath: flag,
    metricNamespace: optional(metricText),
    labAlarm: flag,
    dashboard: flag,
    detections: object(overridesById),
  })
  .refine(({ deployApplication, ingressCidrs }) => !deployApplication || ingressCidrs.length > 0, {
    when: allValid('deployApplication', 'ingressCidrs'),
    path: ['ingressCidrs'],
    error: 'is an empty list; it takes at least one entry',
  })
  .refine(({ deployApplication, monitorRoleArns }) => deployApplication || monitorRoleArns.length > 0, {
    when: allValid('deployApplication', 'monitorRoleArns'),
    path: ['monitorRoleArns'],
    error: 'is an empty list; with deployApplication false it takes at least one role, or nothing is watched',
  })
  .refine(
    ({ monitorRoleArns }) => new Set(monitorRoleArns.map(roleIdentity)).size === monitorRoleArns.length,
    {
      when: allValid('monitorRoleArns'),
      path: ['monitorRoleArns'],
      error: 'names a role twice; it takes each role once',
    },
  )
  .refine(({ monitorKeyArns }) => new Set(monitorKeyArns).size === monitorKeyArns.length, {
    when: allValid('monitorKeyArns'),
    path: ['monitorKeyArns'],
    error: 'names a key twice; it takes each key once',
  })
  .refine(({ previousKeyArns }) => new Set(previousKeyArns).size === previousKeyArns.length, {
    when: allValid('previousKeyArns'),
    path: ['previousKeyArns'],
    error: 'names a key twice; it takes each key once',
  })
  .refine(
    ({ monitorKeyArns, monitorRoleArns }) => monitorKeyArns.length === 0 || monitorRoleArns.length > 0,
    {
      when: allValid('monitorKeyArns', 'monitorRoleArns'),
      path: ['monitorKeyArns'],
      error: 'names keys that nobody may use; it takes the roles whose keys they are in monitorRoleArns',
    },
  )
  .superRefine(
    (settings, context) => {
      for (const { setting, message } of planProblems(settings)) {
        context.addIssue({ code: 'custom', path: [setting], message });
      }
    },
    { when: allValid(...planSettings) },
  )
  .refine(({ taskCpu, taskMemoryMib }) => fargateMemoryMib(taskCpu).includes(taskMemoryMib), {
    when: allValid('taskCpu', 'taskMemoryMib'),
    path: ['taskMemoryMib'],
    error: ({ input }) => {
      const { taskCpu, taskMemoryMib } = input as { taskCpu: number; taskMemoryMib: number };
      return `is ${taskMemoryMib} with taskCpu ${taskCpu}; ${fargateSizesText(taskCpu)}`;
    },
  })
  .refine(({ desiredCount, maxCount }) => maxCount >= desiredCount, {
    when: allValid('desiredCount', 'maxCount'),
    path: ['maxCount'],
    error: ({ input }) => {
      const { desiredCount, maxCount } = input as { desiredCount: number; maxCount: number };
      return `is ${maxCount} with desiredCount ${desiredCount}; it takes the same number or a higher one`;
    },
  })
  .refine(({ egress, deletionProtection }) => egress !== 'public-ip' || !deletionProtection, {
    when: allValid('egress', 'deletionProtection'),
    path: ['egress'],
    error:
      'is "public-ip", which puts tasks on the internet: it is for throw-away stacks, so it takes deletionProtection false',
  })
  .refine(({ fargateSpot, deletionProtection }) => !fargateSpot || !deletionProtection, {
    when: allValid('fargateSpot', 'deletionProtection'),
    path: ['fargateSpot'],
    error:
      'is true, which lets AWS take tasks back: it is for throw-away stacks, so it takes deletionProtection false',
  })
  .refine(
    ({ egress, imageUri }) => egress !== 'endpoints' || imageUri === undefined || isEcrImage(imageUri),
    {
      when: allValid('egress', 'imageUri'),
      path: ['imageUri'],
      error: 'is not in ECR; with egress endpoints tasks reach no other registry',
    },
  )
  .superRefine(
    (settings, context) => {
      for (const { setting, message } of channelProblems(settings)) {
        context.addIssue({ code: 'custom', path: [setting], message });
      }
    },
    { when: allValid(...channelSettings) },
  )
  .refine(({ fastPath, evidenceChannels }) => !fastPath || evidenceChannels.length > 0, {
    when: allValid('fastPath', 'evidenceChannels'),
    path: ['fastPath'],
    error: 'is true without any of evidenceChannels: nobody would be told of what it sees; it takes false',
  })
  .refine(({ certificateArn, domainName }) => (certificateArn === undefined) === (domainName === undefined), {
    when: allValid('certificateArn', 'domainName'),
    path: ['certificateArn'],
    error: 'and domainName are set together or not at all; HTTPS needs both',
  });

/** A stack's settings, validated. */
export type Settings = z.infer<typeof settingsSchema>;

/** Lets a rule about several settings run although others have problems: all problems are told at once. */
function allValid(...keys: readonly string[]) {
  return (payload: z.core.ParsePayload): boolean =>
    !payload.issues.some((issue) => keys.includes(String(issue.path?.[0])));
}
