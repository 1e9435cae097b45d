import { keyAdministration, type KeyAdministration } from './key-administration.ts';
import { onlyWithKeywatchContext, serviceKeyActions } from './keywatch-context.ts';
import { policyDocument, type PolicyDocument } from './policy-document.ts';

export interface ApplicationKeyPolicyArgs extends KeyAdministration {
  readonly taskRoleArn: string;
}

/** The key that encrypts callers' secrets: used by the service's tasks, with our context alone, and by nobody else. */
export function applicationKeyPolicy(args: ApplicationKeyPolicyArgs): PolicyDocument {
  return policyDocument(...keyAdministration(args), {
    Sid: 'UseByService',
    Effect: 'Allow',
    Principal: { AWS: args.taskRoleArn },
    Action: serviceKeyActions,
    Resource: '*',
    Condition: onlyWithKeywatchContext,
  });
}
