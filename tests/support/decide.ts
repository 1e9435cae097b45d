import { runSimulation } from '@cloud-copilot/iam-simulate';
import { simulatedDocument, simulatedKey } from '../../local/authorisation/encryption-context-keys.ts';

export interface Request {
  /** ARN of a caller, or the name of a service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** The caller's own policy, if it has one. */
  readonly identityPolicy?: unknown;
  /** The policy the caller may not exceed, if there is one. */
  readonly permissionsBoundary?: unknown;
  /** The resource's policy, if it has one. */
  readonly resourcePolicy?: unknown;
}

const accountId = '111122223333';

/** Decides a request as IAM would. @throws Error when the simulator refuses a document or the request. */
export async function decide(request: Request): Promise<string> {
  const { identityPolicy, permissionsBoundary, resourcePolicy } = request;
  const decision = await runSimulation(
    {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.resource, accountId },
        contextVariables: Object.fromEntries(
          Object.entries(request.context).map(([key, value]) => [
            simulatedKey(key),
            typeof value === 'string' ? value : [...value],
          ]),
        ),
      },
      identityPolicies:
        identityPolicy === undefined ? [] : [{ name: 'own', policy: simulatedDocument(identityPolicy) }],
      ...(permissionsBoundary === undefined
        ? {}
        : {
            permissionBoundaryPolicies: [
              { name: 'boundary', policy: simulatedDocument(permissionsBoundary) },
            ],
          }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: simulatedDocument(resourcePolicy),
    },
    {},
  );
  if (decision.resultType === 'error') throw new Error(JSON.stringify(decision.errors));
  return decision.overallResult;
}
