import type { Rule } from '../../rule.ts';

/** Encrypted or not, the state is a copy of the secret that rotates with nothing and that CI can read. */
export const noSecretsInState: Rule = {
  id: 'no-secrets-in-state',
  sentence: "No secret is made or kept by the program, so none is in Pulumi's state.",
  controls: ['field'],
  on: [
    'aws:secretsmanager/secretVersion:SecretVersion',
    'random:index/randomPassword:RandomPassword',
    'aws:iam/accessKey:AccessKey',
    'tls:index/privateKey:PrivateKey',
  ],
  check: ({ type }) =>
    `A ${type} writes its secret into Pulumi's state; let the AWS service that needs it make it (manageMasterUserPassword, roles, ACM).`,
};
