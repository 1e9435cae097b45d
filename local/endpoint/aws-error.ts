/**
 * An error answer of an AWS service. `name` is the error code on the wire. Some errors carry no message at all
 * (`InvalidCiphertextException`), which is not the same as an empty one: {@link wireMessage} is then `undefined`.
 */
export class AwsError extends Error {
  readonly wireMessage: string | undefined;
  readonly httpStatus: number;
  /** The code that query-compatible services add in `x-amzn-query-error`, where it differs from `name`. */
  readonly queryCode: string;

  constructor(name: string, wireMessage?: string, httpStatus = 400, queryCode: string = name) {
    super(wireMessage ?? name);
    this.name = name;
    this.wireMessage = wireMessage;
    this.httpStatus = httpStatus;
    this.queryCode = queryCode;
  }

  /** Whose fault AWS says it is: SDKs retry what the server did, not what the client did. */
  get fault(): 'client' | 'server' {
    return this.httpStatus >= 500 ? 'server' : 'client';
  }
}
