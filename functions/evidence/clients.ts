import type { EvidenceRecord } from './record.ts';
import { parseJson, text } from './record.ts';

/** Who had the service make the calls. CloudTrail knows only the address that the service's tasks share. */
export type Clients =
  | { readonly known: false; readonly because: string }
  | {
      readonly known: true;
      /** Most calls first. */
      readonly addresses: readonly ClientCount[];
      /** Records whose call is not in the service's log. */
      readonly unmatched: number;
      /** False where not the whole log was read. */
      readonly complete: boolean;
      /** What failed over it; absent where nothing did. */
      readonly problem?: string;
    };

export interface ClientCount {
  readonly address: string;
  readonly records: number;
  /** What was asked, and what came of the call: `/decrypt wrong-key`. */
  readonly answers: readonly string[];
}

/**
 * The lines of the service's log that lead from a KMS request id to a client. Failed calls are few among many: where all
 * records are failures, only lines of failures are asked for. A call's own line has the client. That of its request has the
 * same `reqId`, but a client may choose that id, and use it again: joined by it, his calls would seem another's.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function requestLinesPattern(records: readonly EvidenceRecord[]): string {
  return records.every(({ errorCode }) => errorCode !== undefined)
    ? '{ $.event = "kms-call" && $.outcome != "success" }'
    : '{ $.event = "kms-call" }';
}

/** The service's lines, as far as they could be read. */
interface ReadLines {
  readonly messages: readonly string[];
  readonly complete: boolean;
  readonly problem?: string;
}

/** Joins records with the service's lines by KMS's request id. Pure. */
export function findClients(
  records: readonly EvidenceRecord[],
  { messages, complete, problem }: ReadLines,
): Clients {
  const callers = new Map(
    messages.map(parseJson).flatMap((line) => {
      const [requestId, address] = [text(line['kmsRequestId']), text(line['clientAddress'])];
      const answer = [text(line['route']) ?? [], text(line['outcome']) ?? []].flat().join(' ');
      return requestId === undefined || address === undefined
        ? []
        : [[requestId, { address, answer }] as const];
    }),
  );
  const found = records.flatMap(({ requestId = '' }) => callers.get(requestId) ?? []);
  return {
    known: true,
    addresses: countClients(found),
    unmatched: records.length - found.length,
    complete,
    ...(problem === undefined ? {} : { problem }),
  };
}

function countClients(
  found: readonly { readonly address: string; readonly answer: string }[],
): ClientCount[] {
  const addresses = [...new Set(found.map(({ address }) => address))];
  return addresses
    .map((address) => {
      const own = found.filter((each) => each.address === address);
      return { address, records: own.length, answers: [...new Set(own.map(({ answer }) => answer))].sort() };
    })
    .sort((a, b) => b.records - a.records || (a.address < b.address ? -1 : 1));
}
