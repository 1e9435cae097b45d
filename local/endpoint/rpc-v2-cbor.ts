import { isUint8Array } from 'node:util/types';
import { cbor, dateToTag, tagSymbol } from '@smithy/core/cbor';
import { isPlainObject, readInput } from './plain-values.ts';
import type { Protocol } from './protocol.ts';

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

/** A copy: the codec answers a view of a buffer that it uses again. */
const serialize = (value: unknown): Buffer => Buffer.from(cbor.serialize(toCbor(value)));

/** @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const rpcV2Cbor: Protocol = {
  name: 'rpc-v2-cbor',
  contentType: 'application/cbor',
  headers: { 'smithy-protocol': 'rpc-v2-cbor' },
  unknownOperationStatus: 404,
  parse: (body) => readInput(() => fromCbor(body.length === 0 ? {} : cbor.deserialize(body))),
  write: serialize,
  writeError: (error) => serialize({ __type: error.name, message: error.wireMessage }),
};
