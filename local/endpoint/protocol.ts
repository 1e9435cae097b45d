import { isUint8Array } from 'node:util/types';
import { cbor, dateToTag, tagSymbol } from '@smithy/core/cbor';
import { AwsError } from './aws-error.ts';
import type { Input, Output, ProtocolName } from './aws-service.ts';

/** How one wire protocol writes and reads. Query compatibility is a header, so not its concern. */
export interface Protocol {
  readonly name: ProtocolName;
  readonly contentType: string;
  /** Headers every answer carries beside the content type. */
  readonly headers: Readonly<Record<string, string>>;
  /** HTTP status of an operation that does not exist. */
  readonly unknownOperationStatus: number;
  /** @throws AwsError SerializationException when the body is not an object in this protocol. */
  parse(body: Buffer): Input;
  write(output: Output): Buffer;
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isUint8Array(value);

function toInput(read: () => unknown): Input {
  let value: unknown;
  try {
    value = read();
  } catch {
    throw new AwsError(
      'SerializationException',
      'The request body is not valid in the protocol its content type names.',
    );
  }
  if (!isPlainObject(value)) {
    throw new AwsError(
      'SerializationException',
      'Start of structure or map expected at the start of the request body.',
    );
  }
  return value;
}

/** Blobs as base64, timestamps as epoch seconds with milliseconds: what AWS JSON writes. */
function toJson(value: unknown): unknown {
  if (isUint8Array(value)) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
  }
  return value;
}

/** Timestamps as tag 1; `undefined` has no place in CBOR's maps here, so such members are left out. */
function toCbor(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (Array.isArray(value)) return value.map(toCbor);
  if (isPlainObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([key, member]) => [key, toCbor(member)]));
  }
  return value;
}

/** The same plain values that AWS JSON gives, so that an operation need not know its protocol. */
function fromCbor(value: unknown): unknown {
  if (isUint8Array(value)) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(fromCbor);
  if (!isPlainObject(value)) return value;
  if (tagSymbol in value) return fromCbor(value['value']);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromCbor(member)]));
}

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
const awsJson = (version: '1.0' | '1.1'): Protocol => ({
  name: `aws-json-${version}`,
  contentType: `application/x-amz-json-${version}`,
  headers: {},
  unknownOperationStatus: 400,
  parse: (body) =>
    toInput(() =>
      JSON.parse(body.length === 0 ? '{}' : new TextDecoder('utf-8', { fatal: true }).decode(body)),
    ),
  write: (output) => Buffer.from(JSON.stringify(toJson(output))),
});

/** @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
const rpcV2Cbor: Protocol = {
  name: 'rpc-v2-cbor',
  contentType: 'application/cbor',
  headers: { 'smithy-protocol': 'rpc-v2-cbor' },
  unknownOperationStatus: 404,
  parse: (body) => toInput(() => fromCbor(body.length === 0 ? {} : cbor.deserialize(body))),
  // A copy: the codec answers a view of a buffer that it uses again.
  write: (output) => Buffer.from(cbor.serialize(toCbor(output))),
};

const protocols: readonly Protocol[] = [awsJson('1.0'), awsJson('1.1'), rpcV2Cbor];

/** The protocol a content type names, its parameters aside. */
export function protocolOf(contentType: string | undefined): Protocol | undefined {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  return protocols.find((protocol) => protocol.contentType === mediaType);
}

/** What a caller is answered in whose protocol can't be told. */
export const fallbackProtocol = awsJson('1.1');
