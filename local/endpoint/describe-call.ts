import type { Input } from './aws-service.ts';
import type { ObservedCall } from './observed-call.ts';
import { callerArn } from './principal.ts';

/**
 * A call as the endpoint saw it, for people to read; unlike its CloudTrail record it is there at once, in the words of
 * the API, with everything that was sent. No plaintext, ciphertext or token is in it: see {@link describeInput}.
 */
export interface DescribedCall {
  readonly eventSource: ObservedCall['eventSource'];
  readonly operation: string;
  readonly requestId: string;
  /** When the request arrived, with milliseconds, which CloudTrail's `eventTime` lacks. */
  readonly time: string;
  readonly principal: string;
  readonly accessKeyId: string;
  readonly region: string;
  readonly sourceIp: string;
  readonly vpcEndpointId?: string;
  readonly userAgent: string;
  /** The AWS service that made it for its caller. */
  readonly invokedBy?: string;
  /** Members of the request by the API's names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** ARN of the key or secret it led to, as far as it came. */
  readonly resourceArn?: string;
  readonly keyMaterialId?: string;
  /** `message` is absent where the answer had none. */
  readonly answer: { readonly httpStatus: number; readonly error?: string; readonly message?: string };
}

/** Pure. */
export function describeCall(observed: ObservedCall): DescribedCall {
  const { eventSource, operation, input, call, resourceArn, keyMaterialId, invokedBy } = observed;
  return {
    eventSource,
    operation,
    requestId: call.requestId,
    time: new Date(call.timeMs).toISOString(),
    principal: callerArn(call.caller.principal),
    accessKeyId: call.caller.accessKeyId,
    region: call.region,
    sourceIp: call.sourceIp,
    ...(call.vpcEndpointId === undefined ? {} : { vpcEndpointId: call.vpcEndpointId }),
    userAgent: call.userAgent,
    ...(invokedBy === undefined ? {} : { invokedBy }),
    parameters: describeInput(input),
    ...(resourceArn === undefined ? {} : { resourceArn }),
    ...(keyMaterialId === undefined ? {} : { keyMaterialId }),
    answer: answerOf(observed),
  };
}

function answerOf({ error }: ObservedCall): DescribedCall['answer'] {
  if (error === undefined) return { httpStatus: 200 };
  const { name, httpStatus, wireMessage } = error;
  return { httpStatus, error: name, ...(wireMessage === undefined ? {} : { message: wireMessage }) };
}

/** Members that name or choose something. */
const shownMembers: ReadonlySet<string> = new Set([
  'KeyId',
  'KeySpec',
  'NumberOfBytes',
  'EncryptionAlgorithm',
  'DryRun',
  'SecretId',
  'VersionId',
  'VersionStage',
]);

/**
 * A list of what may appear, so that a secret can't: members that name or choose something, and the encryption context,
 * which is no secret and stands in the record as well. Of everything else its size alone is told.
 */
function describeInput(input: Input): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, describeMember(name, value)]),
  );
}

function describeMember(name: string, value: unknown): unknown {
  if (shownMembers.has(name) && isScalar(value)) return value;
  if (name === 'EncryptionContext' && isTextMap(value)) return value;
  if (typeof value !== 'string') return '(withheld)';
  return name === 'CiphertextBlob'
    ? `(withheld: ${Buffer.from(value, 'base64').length} bytes)`
    : `(withheld: ${value.length} characters)`;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isTextMap(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
