import { DescribeKeyCommand, GetKeyPolicyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { ifExists } from '../aws-call-error.ts';
import type { Check, CheckContext } from '../check.ts';
import { cloudWatchMay } from '../cloudwatch-may.ts';
import { alarmArns, placeOf } from '../deployed-stack.ts';
import { fault, ok, restore, unchecked, warning, type Finding } from '../finding.ts';

/** What CloudWatch writes into an alarm's history when this is wrong. */
const symptom = '"CloudWatch Alarms does not have authorization to access the SNS topic encryption key"';

/**
 * Whether CloudWatch can use the key of an encrypted topic for every alarm of the stack. SNS's own key,
 * `alias/aws/sns`, admits nobody else, so that every alarm fires and no mail is sent. A missing topic is told of by `subscriptions`.
 * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export const topicKey: Check = {
  id: 'topic-key',
  title: "CloudWatch can use the alarm topic's key",
  actions: ['sns:GetTopicAttributes', 'kms:DescribeKey', 'kms:GetKeyPolicy'],
  async run(context) {
    const { clients, stack } = context;
    const answer = await ifExists(
      clients.sns.send(new GetTopicAttributesCommand({ TopicArn: stack.alarmTopicArn })),
      'NotFoundException',
      'NotFound',
    );
    if (answer === undefined) return [];
    const keyId = answer.Attributes?.['KmsMasterKeyId'] ?? '';
    if (keyId === '') {
      return [warning(`The topic ${stack.alarmTopicArn} is not encrypted with a KMS key`, restore)];
    }
    if (/(^|:)alias\/aws\/sns$/.test(keyId)) return [awsManaged(stack.alarmTopicArn, keyId)];
    const key = await ifExists(
      clients.kms.send(new DescribeKeyCommand({ KeyId: keyId })),
      'NotFoundException',
    );
    const metadata = key?.KeyMetadata;
    if (metadata === undefined) {
      return [fault(`The key ${keyId} of the alarm topic does not exist: nothing can be published`, restore)];
    }
    if (metadata.KeyManager === 'AWS') return [awsManaged(stack.alarmTopicArn, keyId)];
    return metadata.Enabled === true ? policyFindings(context, metadata) : [unusable(metadata)];
  },
};

function awsManaged(topicArn: string, keyId: string): Finding {
  return fault(
    `The topic ${topicArn} is encrypted with ${keyId}, an AWS-managed key that CloudWatch may not use: alarms fire and nobody is told (${symptom})`,
    `give the topic a key of your own whose policy admits cloudwatch.amazonaws.com: ${restore}`,
  );
}

function unusable({ Arn = '', KeyState = 'Disabled' }: KeyMetadata): Finding {
  return fault(
    `The key ${Arn} of the alarm topic is ${KeyState}: nothing can be published`,
    KeyState === 'PendingDeletion'
      ? `run "aws kms cancel-key-deletion --key-id ${Arn}" and "aws kms enable-key --key-id ${Arn}"`
      : `run "aws kms enable-key --key-id ${Arn}"`,
  );
}

async function policyFindings(
  { clients, stack }: CheckContext,
  { Arn = '' }: KeyMetadata,
): Promise<readonly Finding[]> {
  const { Policy = '' } = await clients.kms.send(new GetKeyPolicyCommand({ KeyId: Arn }));
  const { accountId } = placeOf(stack);
  const refusedActions = new Set<string>();
  const refusedAlarms = new Set<string>();
  for (const alarmArn of alarmArns(stack)) {
    for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
      const may = await cloudWatchMay(Policy, { action, resourceArn: Arn, accountId, alarmArn });
      if (may === undefined) return [unreadable(Arn, action)];
      if (may) continue;
      refusedActions.add(action);
      refusedAlarms.add(alarmArn);
    }
  }
  if (refusedAlarms.size === 0) return [ok(`CloudWatch can use the key ${Arn} of the alarm topic`)];
  const names = [...refusedAlarms].map((alarmArn) => alarmArn.split(':alarm:')[1]);
  const whose = names.length === stack.alarmNames.length ? '' : ` for ${names.join(', ')}`;
  return [
    fault(
      `The policy of the key ${Arn} does not let cloudwatch.amazonaws.com call ${[...refusedActions].join(' and ')}${whose}: alarms fire and nobody is told (${symptom})`,
      restore,
    ),
  ];
}

function unreadable(keyArn: string, action: string): Finding {
  return unchecked(
    `The policy of the key ${keyArn} can't be evaluated`,
    `read it, and have it allow cloudwatch.amazonaws.com ${action}`,
  );
}
