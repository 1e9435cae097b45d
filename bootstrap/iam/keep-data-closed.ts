import { policyDocument, type PolicyDocument } from './policy-document.ts';

/**
 * Refuses what would read the application's data, for roles that run code nobody has reviewed. Nothing here is
 * allowed to them by another policy; the refusal holds when somebody attaches one.
 */
export function keepDataClosed(stateBucketArn: string, stateKeyArn: string): PolicyDocument {
  return policyDocument(
    {
      Sid: 'DecryptNothingButState',
      Effect: 'Deny',
      Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      NotResource: stateKeyArn,
    },
    {
      Sid: 'ReadNoObjectButState',
      Effect: 'Deny',
      Action: 's3:GetObject*',
      NotResource: `${stateBucketArn}/.pulumi/*`,
    },
    {
      Sid: 'ReadNoData',
      Effect: 'Deny',
      Action: [
        'logs:FilterLogEvents',
        'logs:GetLogEvents',
        'logs:GetLogRecord',
        'logs:GetQueryResults',
        'logs:StartLiveTail',
        'logs:StartQuery',
        'logs:Unmask',
        'rds-db:connect',
        'secretsmanager:BatchGetSecretValue',
        'secretsmanager:GetSecretValue',
        'ssm:GetParameter*',
      ],
      Resource: '*',
    },
  );
}
