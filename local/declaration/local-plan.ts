import type { AlarmDeclaration } from '../../cloudwatch/alarm/index.ts';
import type { MetricFilterDeclaration } from '../../cloudwatch/metric-filter.ts';
import type { DashboardWidget } from '../../stack/declared/read-dashboard.ts';
import type { EvidenceSettings } from '../../functions/evidence/settings.ts';
import type { TrailInputs } from '../cloudtrail/trail.ts';
import type { EventPattern } from '../eventbridge/event-pattern.ts';
import type { RecordRule } from '../eventbridge/record-rules.ts';
import type { PolledQueuePlan } from '../sqs/polled-queue.ts';

/** What a declared stack asks for, in the words of the services that run it. Everything the local run knows. */
export interface LocalPlan {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly accountId: string;
  readonly service: ServicePlan;
  readonly database: DatabasePlan;
  /** The keys the service is told of; those of storage, trail and topic are AWS's business alone. */
  readonly kmsKeys: readonly KmsKeyPlan[];
  readonly trail: TrailPlan;
  readonly metricFilters: readonly MetricFilterDeclaration[];
  readonly alarms: readonly AlarmDeclaration[];
  readonly topics: readonly TopicPlan[];
  /** The function that explains alarms; `undefined`: the stack declares none. */
  readonly evidence: EvidencePlan | undefined;
  /** Of the declared dashboards, in order. */
  readonly widgets: readonly DashboardWidget[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The container of the task definition. */
export interface ServicePlan {
  readonly environment: Readonly<Record<string, string>>;
  readonly stopTimeoutSeconds: number;
  readonly taskRoleArn: string;
  /** Where the container's lines go (log driver `awslogs`); `undefined`: nowhere CloudWatch would see. */
  readonly logGroupName: string | undefined;
  /** Documents of the policies attached to the task role. */
  readonly taskRolePolicies: readonly unknown[];
  readonly origin: OriginPlan;
}

/** Where AWS sees the tasks' calls come from. */
export interface OriginPlan {
  readonly sourceAddress: string;
  /** The VPC endpoint they pass; `undefined`: none. */
  readonly vpcEndpointId: string | undefined;
}

export interface DatabasePlan {
  readonly majorVersion: number;
  readonly name: string;
  readonly username: string;
  /** Postgres' own settings in the parameter group; RDS' (`rds.…`) mean nothing elsewhere. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The secret RDS keeps the master user's password in. */
  readonly secretArn: string;
}

export interface KmsKeyPlan {
  readonly arn: string;
  readonly keyId: string;
  readonly policy: unknown;
  /** Alias names, `alias/…`. */
  readonly aliases: readonly string[];
}

export interface TrailPlan {
  readonly arn: string;
  readonly inputs: TrailInputs;
  /** `undefined`: the trail sends no events to CloudWatch Logs. */
  readonly logGroupName: string | undefined;
}

export interface TopicPlan {
  readonly arn: string;
  /** The key messages are encrypted with at rest; `undefined`: none. */
  readonly kmsMasterKeyId: string | undefined;
  readonly subscriptions: readonly { readonly protocol: string; readonly endpoint: string }[];
}

export interface EvidencePlan {
  /** What the function knows. */
  readonly settings: EvidenceSettings;
  /** The rules of EventBridge that hand it changes of alarms. */
  readonly rules: readonly EventRulePlan[];
  /** What shows it records before alarms know of them; `undefined`: the stack declares no such thing. */
  readonly fastPath: FastPathPlan | undefined;
}

export interface EventRulePlan {
  readonly name: string;
  readonly isEnabled: boolean;
  /** Whether the function's policy lets the rule invoke it. */
  readonly mayInvoke: boolean;
  readonly pattern: EventPattern;
}

export interface FastPathPlan {
  /** The rules of EventBridge whose target is the queue. */
  readonly rules: readonly RecordRulePlan[];
  readonly queue: RecordQueuePlan;
}

export interface RecordRulePlan extends RecordRule {
  readonly arn: string;
}

/** The queue that the function reads. */
export interface RecordQueuePlan extends PolledQueuePlan {
  readonly arn: string;
  /** The document of its policy; `undefined`: nobody may send to it. */
  readonly policy: unknown;
  /** `undefined`: what fails comes back for ever. */
  readonly deadLetterQueueName: string | undefined;
}
