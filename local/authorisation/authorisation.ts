import { AwsError } from '../endpoint/aws-error.ts';
import type { Call } from '../endpoint/aws-service.ts';
import { type Principal, callerArn, principalId } from '../endpoint/principal.ts';

/** The values that conditions in policies are compared with, by condition key. */
export type ConditionContext = Readonly<Record<string, string | readonly string[]>>;

/** What is to be decided. */
export interface AuthorisationRequest {
  readonly principal: Principal;
  /** As policies write it, for example `kms:Decrypt`. */
  readonly action: string;
  /** ARN of the key or secret. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** Which kind of policy refused, or failed to allow. */
export type PolicyKind = 'identity' | 'resource';

/** Why a request is denied: a policy says so, or no policy of the kind that was needed allows it. */
export type Denial =
  | { readonly allowed: false; readonly because: PolicyKind }
  | { readonly allowed: false; readonly because: 'explicit-deny'; readonly policy: PolicyKind };

export type Authorisation = { readonly allowed: true } | Denial;

/** Decides whether a principal may do something to a resource. */
export type Authorise = (request: AuthorisationRequest) => Authorisation | Promise<Authorisation>;

/** Lets everything pass that is signed: for tests about something else. */
export const allowEverything: Authorise = () => ({ allowed: true });

const reasonOf = (denial: Denial, action: string): string =>
  denial.because === 'explicit-deny'
    ? `with an explicit deny in ${denial.policy === 'identity' ? 'an identity-based' : 'a resource-based'} policy`
    : `because no ${denial.because}-based policy allows the ${action} action`;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export const accessDenied = (
  { principal, action, resource }: AuthorisationRequest,
  denial: Denial,
): AwsError =>
  new AwsError(
    'AccessDeniedException',
    `User: ${callerArn(principal)} is not authorized to perform: ${action} on resource: ${resource} ${reasonOf(denial, action)}`,
  );

/** @throws AwsError AccessDeniedException when the request is not allowed. */
export async function assertAuthorised(authorise: Authorise, request: AuthorisationRequest): Promise<void> {
  const decision = await authorise(request);
  if (!decision.allowed) throw accessDenied(request, decision);
}

/**
 * The condition keys every request has. `aws:SecureTransport` is true although the loopback endpoint is plain HTTP:
 * what is decided is whether the call would be allowed on AWS, where SDKs use TLS.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalConditionContext(call: Call): ConditionContext {
  const { principal } = call.caller;
  return {
    'aws:PrincipalArn': principal.type === 'AssumedRole' ? principal.roleArn : principal.userArn,
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalType': principal.type === 'AssumedRole' ? 'AssumedRole' : 'User',
    'aws:userid': principalId(principal),
    'aws:RequestedRegion': call.region,
    'aws:SourceIp': call.sourceIp,
    'aws:UserAgent': call.userAgent,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:CurrentTime': new Date(call.timeMs).toISOString(),
    'aws:EpochTime': String(Math.floor(call.timeMs / 1000)),
  };
}
