import { isUint8Array } from 'node:util/types';
import { isPlainObject, readInput } from './plain-values.ts';
import type { Protocol } from './protocol.ts';

/** Blobs as base64, timestamps as epoch seconds with milliseconds. */
function toJson(value: unknown): unknown {
  if (isUint8Array(value)) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toJson);
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
  }
  return value;
}

function parse(body: Buffer): unknown {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  return JSON.parse(text === '' ? '{}' : text);
}

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const awsJson = (version: '1.0' | '1.1'): Protocol => ({
  name: `aws-json-${version}`,
  contentType: `application/x-amz-json-${version}`,
  headers: {},
  unknownOperationStatus: 400,
  parse: (body) => readInput(() => parse(body)),
  write: (output) => Buffer.from(JSON.stringify(toJson(output))),
  writeError: (error) => Buffer.from(JSON.stringify({ __type: error.name, message: error.wireMessage })),
});
