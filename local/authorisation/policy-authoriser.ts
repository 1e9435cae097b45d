import { type SimulationErrors, runSimulation } from '@cloud-copilot/iam-simulate';
import { callerArn } from '../endpoint/principal.ts';
import type { Authorisation, AuthorisationRequest, Authorise, ConditionContext } from './authorisation.ts';
import { conditionKeysOf } from './condition-keys.ts';
import { simulatedDocument, simulatedKey } from './encryption-context-keys.ts';

/** The policies of one account, as documents. */
export interface Policies {
  /** Identity-based policies by the ARN of the role or user they are attached to. */
  readonly identityPolicies: ReadonlyMap<string, readonly unknown[]>;
  /** Resource-based policies (key policies, for example) by the ARN of the resource. */
  readonly resourcePolicies: ReadonlyMap<string, unknown>;
}

/** Decisions are kept for this many different requests; then the oldest is forgotten. */
const maxKeptDecisions = 1000;

/** Condition keys AWS has values for that are not given here: better refused than taken for absent. */
const unsupportedKeys: readonly string[] = ['kms:resourcealiases'];

function policiesFor(
  policies: Policies,
  request: AuthorisationRequest,
): readonly [identity: readonly unknown[], resource: unknown] {
  const { principal } = request;
  const holder = principal.type === 'AssumedRole' ? principal.roleArn : principal.userArn;
  return [
    (policies.identityPolicies.get(holder) ?? []).map(simulatedDocument),
    simulatedDocument(policies.resourcePolicies.get(request.resource)),
  ];
}

const simulatedContext = (context: ConditionContext): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      simulatedKey(key),
      typeof value === 'string' ? value : [...value],
    ]),
  );

const describe = (errors: SimulationErrors): string => {
  const details = [
    ...Object.values(errors.identityPolicyErrors ?? {}).flat(),
    ...(errors.resourcePolicyErrors ?? []),
  ];
  return details.length === 0
    ? errors.message
    : details.map(({ path, message }) => `${path}: ${message}`).join('; ');
};

async function evaluate(policies: Policies, request: AuthorisationRequest): Promise<Authorisation> {
  const [identityPolicies, resourcePolicy] = policiesFor(policies, request);
  const results = await runSimulation(
    {
      request: {
        principal: callerArn(request.principal),
        action: request.action,
        resource: { resource: request.resource, accountId: request.resource.split(':')[4] ?? '' },
        contextVariables: simulatedContext(request.context),
      },
      identityPolicies: identityPolicies.map((policy, index) => ({ name: `policy ${index + 1}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy,
    },
    {},
  );
  if (results.resultType === 'error') {
    throw new Error(
      `The policies that decide ${request.action} on ${request.resource} are not valid: ${describe(results.errors)}`,
    );
  }
  if (results.overallResult === 'Allowed') return { allowed: true };
  const analysis = results.resultType === 'single' ? results.result.analysis : undefined;
  if (results.overallResult === 'ExplicitlyDenied') {
    const policy = analysis?.identityAnalysis?.result === 'ExplicitlyDenied' ? 'identity' : 'resource';
    return { allowed: false, because: 'explicit-deny', policy };
  }
  return {
    allowed: false,
    because: needsIdentityPolicy(request, analysis?.resourceAnalysis?.result) ? 'identity' : 'resource',
  };
}

/**
 * Whether it was an identity-based policy that should have allowed the request. A key is ruled by its key policy: only
 * when that hands the decision to the account does an identity-based policy count. Elsewhere it counts by itself.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
const needsIdentityPolicy = (request: AuthorisationRequest, resourceResult: string | undefined): boolean =>
  !request.action.startsWith('kms:') || resourceResult === 'AllowedForAccount';

/** The part of a request that can change the decision: values of condition keys that no policy mentions can't. */
function decisionKey(request: AuthorisationRequest, mentioned: ReadonlySet<string>): string {
  const context: ConditionContext = request.context;
  const relevant = Object.entries(context).filter(([key]) => mentioned.has(key.toLowerCase()));
  return JSON.stringify([callerArn(request.principal), request.action, request.resource, relevant]);
}

/**
 * Decides by the declared policies, as IAM would within one account: identity-based policies of the role or user, and
 * the resource's own policy. There are no service control policies, permission boundaries or session policies here.
 * A decision costs about a millisecond, so it is kept for requests that are equal in all that the policies mention.
 * @throws Error when a policy uses a condition key that can't be evaluated, instead of deciding wrongly.
 */
export function createPolicyAuthoriser(policies: Policies): Authorise {
  const documents = [
    ...[...policies.identityPolicies.values()].flat(),
    ...policies.resourcePolicies.values(),
  ];
  const mentioned = new Set(documents.flatMap((document) => [...conditionKeysOf(document)]));
  const unsupported = [...mentioned].filter((key) => unsupportedKeys.includes(key));
  if (unsupported.length > 0) {
    throw new Error(
      `The condition keys ${unsupported.join(', ')} can't be evaluated locally: use kms:RequestAlias or the key's ARN.`,
    );
  }
  const kept = new Map<string, Promise<Authorisation>>();
  return (request) => {
    const key = decisionKey(request, mentioned);
    const known = kept.get(key);
    if (known) return known;
    const decision = evaluate(policies, request);
    if (kept.size >= maxKeptDecisions) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, decision);
    return decision;
  };
}
