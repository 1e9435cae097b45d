import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { evidenceLate } from './evidence-alarms.ts';
import { createEvidenceMetricAlarm } from './evidence-metric-alarm.ts';
import type { Evidence } from './evidence.ts';
import { noticeTemplate, type FastPathRule } from './fast-path-plan.ts';
import { queuePolicy } from './iam/queue-policy.ts';
import { readRecordsPolicy } from './iam/read-records-policy.ts';
import type { Names } from './names.ts';

export interface FastPathArgs {
  readonly account: Account;
  readonly names: Names;
  readonly rules: readonly FastPathRule[];
  /** What explains the records. */
  readonly evidence: Pick<Evidence, 'function' | 'role' | 'deadLetterQueue'>;
  /** Of one run of that function. */
  readonly timeoutSeconds: number;
  readonly topicArn: pulumi.Input<string>;
}

/**
 * A message that is not done with comes back after this many runs' time and the batching window, as AWS asks.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const runsUntilBack = 6;
const attempts = 5;

/** How long records are collected: a burst of them is one message to people, and one run of the function. */
const batchingWindowSeconds = 10;

/** As many as fit the 6 MB that a function takes, at some 2 KB each. */
const batchSize = 1000;

/**
 * The fast path: EventBridge sees CloudTrail's records without the way through a log group, and hands those that a
 * detection's filter pattern would match to the function that explains alarms. A queue between them collects, so that a
 * thousand records are one message to people. What fails for good goes to the queue that an alarm watches already.
 *
 * The state is the one that delivers calls which only read, such as Decrypt, without doubt.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class FastPath extends pulumi.ComponentResource {
  /** Of the alarm that tells when records wait. */
  readonly alarmName: pulumi.Output<string>;

  constructor(name: string, args: FastPathArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:evidence:FastPath', name, {}, options);
    const { evidence, names, topicArn, timeoutSeconds: runTimeoutSeconds } = args;
    const visibilityTimeoutSeconds = runTimeoutSeconds * runsUntilBack + batchingWindowSeconds;
    const queue = this.#queue(name, visibilityTimeoutSeconds, args);
    const rules = args.rules.map((rule) => this.#rule(name, rule, queue, args));
    new aws.sqs.QueuePolicy(
      `${name}-records-policy`,
      {
        queueUrl: queue.url,
        policy: pulumi
          .all([queue.arn, pulumi.all(rules.map(({ arn }) => arn))])
          .apply(([queueArn, ruleArns]) =>
            JSON.stringify(queuePolicy({ queueArn, ruleArns, accountId: args.account.accountId })),
          ),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        name: 'fast-path',
        role: evidence.role.name,
        policy: pulumi.jsonStringify(queue.arn.apply(readRecordsPolicy)),
      },
      { parent: this },
    );
    new aws.lambda.EventSourceMapping(
      `${name}-mapping`,
      {
        eventSourceArn: queue.arn,
        functionName: evidence.function.name,
        batchSize,
        maximumBatchingWindowInSeconds: batchingWindowSeconds,
        functionResponseTypes: ['ReportBatchItemFailures'],
        scalingConfig: { maximumConcurrency: 2 },
      },
      { parent: this, dependsOn: [policy] },
    );
    this.alarmName = createEvidenceMetricAlarm(
      `${name}-late`,
      evidenceLate(names, { batchingWindowSeconds, visibilityTimeoutSeconds, runTimeoutSeconds }),
      { dimensions: { QueueName: queue.name }, topicArn },
      this,
    ).name;
    this.registerOutputs({ alarmName: this.alarmName });
  }

  #queue(name: string, visibilityTimeoutSeconds: number, { names, evidence }: FastPathArgs): aws.sqs.Queue {
    return new aws.sqs.Queue(
      `${name}-records`,
      {
        name: names.named('records'),
        sqsManagedSseEnabled: true,
        visibilityTimeoutSeconds,
        messageRetentionSeconds: 14 * 24 * 60 * 60,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: evidence.deadLetterQueue.arn,
          maxReceiveCount: attempts,
        }),
      },
      { parent: this },
    );
  }

  #rule(
    name: string,
    { logicalName, ruleName, alarmName, eventPattern }: FastPathRule,
    queue: aws.sqs.Queue,
    { evidence }: FastPathArgs,
  ): aws.cloudwatch.EventRule {
    const rule = new aws.cloudwatch.EventRule(
      `${name}-${logicalName}`,
      {
        name: ruleName,
        description: `Records that the alarm ${alarmName} counts, as EventBridge sees them`,
        eventPattern: pulumi.jsonStringify(eventPattern),
        state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      `${name}-${logicalName}-target`,
      {
        rule: rule.name,
        arn: queue.arn,
        inputTransformer: {
          inputPaths: { record: '$.detail' },
          inputTemplate: noticeTemplate(alarmName),
        },
        deadLetterConfig: { arn: evidence.deadLetterQueue.arn },
      },
      { parent: this },
    );
    return rule;
  }
}
