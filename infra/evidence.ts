import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from './account.ts';
import { alarmRules } from './alarm-event-patterns.ts';
import type { PlannedDetection } from './detection-plan.ts';
import { evidenceFailed, evidenceLost } from './evidence-alarms.ts';
import { bundleEvidence, evidenceRuntime } from './evidence-bundle.ts';
import { createEvidenceMetricAlarm } from './evidence-metric-alarm.ts';
import { evidenceSettingsJson, type EvidenceChannels } from './evidence-settings.ts';
import { evidencePolicy, evidenceTrustPolicy } from './iam/evidence-policy.ts';
import { queuePolicy } from './iam/queue-policy.ts';
import type { LogSettings } from './log-settings.ts';
import type { Names } from './names.ts';
import { createRole, createRolePolicy } from './role.ts';

export interface EvidenceArgs {
  readonly account: Account;
  readonly names: Names;
  readonly project: string;
  readonly stack: string;
  readonly settings: EvidenceChannels;
  readonly logs: LogSettings;
  readonly plan: readonly PlannedDetection[];
  readonly trailLogGroupName: pulumi.Input<string>;
  readonly serviceLogGroupName: pulumi.Input<string> | undefined;
  readonly topicArn: pulumi.Input<string>;
  readonly topicKmsKeyArn: pulumi.Input<string>;
  /** Rules of the fast path, which keep what they can't pass on in the same queue. */
  readonly fastPathRuleArns: readonly string[];
}

/** All attempts of reading and telling together; the next one comes a minute later. */
export const evidenceTimeoutSeconds = 90;

/**
 * Messages that explain, beside CloudWatch's own: EventBridge hands each transition of the detections' alarms to a
 * function that reads the records behind it. What fails for good is kept in a queue. An alarm tells what is in it, another
 * one what could not even be kept, both by CloudWatch's way, which does not depend on the function.
 *
 * No reserved concurrency: an account with the lowest quota could not create the function, and alarms are few.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export class Evidence extends pulumi.ComponentResource {
  readonly alarmNames: readonly pulumi.Output<string>[];
  readonly function: aws.lambda.Function;
  /** Events that nobody was told of. */
  readonly deadLetterQueue: aws.sqs.Queue;
  readonly role: aws.iam.Role;
  readonly table: aws.dynamodb.Table;

  constructor(name: string, args: EvidenceArgs, options?: pulumi.ComponentResourceOptions) {
    super('keywatch:evidence:Evidence', name, {}, options);
    this.table = this.#table(name, args);
    this.deadLetterQueue = this.#deadLetterQueue(name, args);
    this.role = createRole(
      `${name}-role`,
      {
        account: args.account,
        roleName: args.names.named('evidence'),
        description: 'Taken by the function that explains alarms',
        trust: evidenceTrustPolicy(args.account),
      },
      this,
    );
    this.function = this.#function(name, args);
    const rules = this.#rules(name, args);
    new aws.sqs.QueuePolicy(
      `${name}-undelivered-policy`,
      {
        queueUrl: this.deadLetterQueue.url,
        policy: pulumi
          .all([this.deadLetterQueue.arn, pulumi.all(rules.map(({ arn }) => arn))])
          .apply(([queueArn, ruleArns]) =>
            JSON.stringify(
              queuePolicy({
                queueArn,
                ruleArns: [...ruleArns, ...args.fastPathRuleArns],
                accountId: args.account.accountId,
              }),
            ),
          ),
      },
      { parent: this },
    );
    this.alarmNames = this.#alarms(name, args).map((alarm) => alarm.name);
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  #alarms(name: string, { names, topicArn }: EvidenceArgs): aws.cloudwatch.MetricAlarm[] {
    const ofQueue = { QueueName: this.deadLetterQueue.name };
    const ofFunction = { FunctionName: this.function.name };
    return [
      createEvidenceMetricAlarm(
        `${name}-failed`,
        evidenceFailed(names),
        { dimensions: ofQueue, topicArn },
        this,
      ),
      createEvidenceMetricAlarm(
        `${name}-lost`,
        evidenceLost(names),
        { dimensions: ofFunction, topicArn },
        this,
      ),
    ];
  }

  #table(name: string, { names }: EvidenceArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      `${name}-incidents`,
      {
        name: names.named('incidents'),
        billingMode: 'PAY_PER_REQUEST',
        hashKey: 'alarmName',
        attributes: [{ name: 'alarmName', type: 'S' }],
        ttl: { attributeName: 'expiresAt', enabled: true },
      },
      { parent: this },
    );
  }

  #deadLetterQueue(name: string, { names }: EvidenceArgs): aws.sqs.Queue {
    return new aws.sqs.Queue(
      `${name}-undelivered`,
      {
        name: names.named('undelivered'),
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: 14 * 24 * 60 * 60,
      },
      { parent: this },
    );
  }

  #function(name: string, args: EvidenceArgs): aws.lambda.Function {
    const { names, logs } = args;
    const bundle = bundleEvidence();
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { name: names.logGroups.evidence, ...logs },
      { parent: this },
    );
    const policy = createRolePolicy(`${name}-policy`, this.role, this.#policy(args, logGroup), this);
    return new aws.lambda.Function(
      `${name}-function`,
      {
        name: names.named('evidence'),
        description: 'Explains the alarms of the detections to people',
        runtime: evidenceRuntime.lambda,
        architectures: ['arm64'],
        handler: 'index.handler',
        // The settings are part of the archive, so that a changed one deploys the function anew.
        code: evidenceSettingsJson({ ...args, tableName: this.table.name }).apply(
          (json) =>
            new pulumi.asset.AssetArchive({
              'index.js': new pulumi.asset.FileAsset(bundle),
              'settings.json': new pulumi.asset.StringAsset(json),
            }),
        ),
        role: this.role.arn,
        memorySize: 256,
        timeout: evidenceTimeoutSeconds,
        deadLetterConfig: { targetArn: this.deadLetterQueue.arn },
        loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
      },
      { parent: this, dependsOn: [policy] },
    );
  }

  #policy(args: EvidenceArgs, logGroup: aws.cloudwatch.LogGroup) {
    const { account, names, settings, trailLogGroupName, serviceLogGroupName } = args;
    const { evidenceChannels, evidenceWebhookSecretArn, evidenceSlackSecretArn } = settings;
    const searched = [trailLogGroupName, ...(serviceLogGroupName === undefined ? [] : [serviceLogGroupName])];
    return pulumi
      .all([
        pulumi.all(searched),
        logGroup.arn,
        this.table.arn,
        this.deadLetterQueue.arn,
        args.topicArn,
        args.topicKmsKeyArn,
      ])
      .apply(([groups, logGroupArn, tableArn, deadLetterQueueArn, topicArn, kmsKeyArn]) =>
        evidencePolicy({
          region: account.region,
          searchedLogGroupArns: groups.map((group) => names.arn('logs', `log-group:${group}`)),
          logGroupArn,
          tableArn,
          deadLetterQueueArn,
          topic: evidenceChannels.includes('email') ? { arn: topicArn, kmsKeyArn } : undefined,
          secretArns: [
            ...(evidenceChannels.includes('webhook') ? [evidenceWebhookSecretArn ?? ''] : []),
            ...(evidenceChannels.includes('slack') ? [evidenceSlackSecretArn ?? ''] : []),
          ],
        }),
      );
  }

  #rules(name: string, { names, plan }: EvidenceArgs): aws.cloudwatch.EventRule[] {
    const planned = alarmRules(
      plan.map(({ alarmName }) => alarmName),
      names,
    );
    return planned.map(({ suffix, ruleName, eventPattern }) => {
      const rule = new aws.cloudwatch.EventRule(
        `${name}-alarms${suffix}`,
        {
          name: ruleName,
          description: "Hands the transitions of the detections' alarms to the function that explains them",
          eventPattern,
        },
        { parent: this },
      );
      const permission = new aws.lambda.Permission(
        `${name}-alarms${suffix}-permission`,
        {
          function: this.function.name,
          action: 'lambda:InvokeFunction',
          principal: 'events.amazonaws.com',
          sourceArn: rule.arn,
        },
        { parent: this },
      );
      new aws.cloudwatch.EventTarget(
        `${name}-alarms${suffix}-target`,
        { rule: rule.name, arn: this.function.arn, deadLetterConfig: { arn: this.deadLetterQueue.arn } },
        { parent: this, dependsOn: [permission] },
      );
      return rule;
    });
  }
}
