import type { Principal } from './principal.ts';

/** Everything about a request but its input. */
export interface Call {
  /** Answered as `x-amzn-RequestId`, and CloudTrail's `requestID`. */
  readonly requestId: string;
  readonly caller: Caller;
  readonly sourceIp: string;
  /** The VPC endpoint the request passed; absent where it took another way. */
  readonly vpcEndpointId?: string;
  readonly userAgent: string;
  /** Region the request was signed for. */
  readonly region: string;
  /** When the request arrived, by the injected clock. */
  readonly timeMs: number;
}

/** Who signed a request, and with which key. */
export interface Caller {
  readonly principal: Principal;
  readonly accessKeyId: string;
}

/** Members of a request. Blobs are base64 text and timestamps epoch seconds, whatever the protocol. */
export type Input = Readonly<Record<string, unknown>>;

/** Members of an answer. A `Uint8Array` is a blob, a `Date` a timestamp; `undefined` members are left out. */
export type Output = Readonly<Record<string, unknown>>;

/**
 * One API action.
 * @throws AwsError for every answer that is not a success.
 */
export type Operation = (input: Input, call: Call) => Output | Promise<Output>;

/** How requests and answers are written. */
export type ProtocolName = 'aws-json-1.0' | 'aws-json-1.1' | 'rpc-v2-cbor';

/** A service the endpoint can route to. */
export interface AwsService {
  /** Service name in a signature's credential scope, for example `monitoring` for CloudWatch. */
  readonly signingName: string;
  /** What stands before the operation in `X-Amz-Target` and in the RPC v2 path. */
  readonly targetPrefix: string;
  readonly protocols: readonly ProtocolName[];
  /** The supported operations by AWS's name; every other name answers UnknownOperationException. */
  readonly operations: Readonly<Record<string, Operation>>;
}
