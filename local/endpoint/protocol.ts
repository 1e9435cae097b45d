import type { AwsError } from './aws-error.ts';
import type { Input, Output, ProtocolName } from './aws-service.ts';

/** How a protocol answers that something went wrong. */
export interface ErrorProtocol {
  readonly contentType: string;
  /** Headers every answer carries beside the content type. */
  readonly headers: Readonly<Record<string, string>>;
  writeError(error: AwsError, requestId: string): Buffer;
}

/** How one wire protocol writes and reads. Query compatibility is a header, so not its concern. */
export interface Protocol extends ErrorProtocol {
  readonly name: ProtocolName;
  /** HTTP status of an operation that does not exist. */
  readonly unknownOperationStatus: number;
  /** @throws AwsError SerializationException when the body is not an object in this protocol. */
  parse(body: Buffer): Input;
  write(output: Output): Buffer;
}
