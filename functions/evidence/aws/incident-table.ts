import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Incident } from '../incident.ts';
import type { IncidentState, IncidentStore } from '../ports.ts';
import { retry, type Retry } from '../retry.ts';

export interface IncidentTableOptions {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
  readonly nowMs: () => number;
  readonly createToken: () => string;
  /** Longer than the function may run: a state that nobody releases is free again after it. */
  readonly leaseMs: number;
  /** How to wait for a state that another invocation holds. */
  readonly waiting: Retry;
  /** After its last change a row is kept so long, to recognise what comes again. */
  readonly keptDays: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Incidents in a DynamoDB table with one row for each alarm: key `alarmName`, a lease, the state as JSON, and
 * `expiresAt` in epoch seconds, after which DynamoDB deletes the row.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function createIncidentTable(options: IncidentTableOptions): IncidentStore {
  return {
    async hold(alarmName) {
      const token = options.createToken();
      const row = await retry(() => lease(options, alarmName, token), {
        ...options.waiting,
        isWorthIt: (error) => error instanceof ConditionalCheckFailedException,
      });
      return {
        state: readState(row),
        keep: (state) => write(options, alarmName, token, state, ''),
        release: (state) => write(options, alarmName, token, state, ' REMOVE leaseToken, leaseUntil'),
      };
    },
  };
}

type Row = Readonly<Record<string, AttributeValue>>;

/** The SDK sends a lease again whose answer was lost: what the own token holds is no obstacle. */
async function lease(
  { client, tableName, nowMs, leaseMs }: IncidentTableOptions,
  alarmName: string,
  token: string,
): Promise<Row> {
  const { Attributes = {} } = await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: { alarmName: { S: alarmName } },
      UpdateExpression: 'SET leaseToken = :token, leaseUntil = :until',
      ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now OR leaseToken = :token',
      ExpressionAttributeValues: {
        ':token': { S: token },
        ':until': { N: String(nowMs() + leaseMs) },
        ':now': { N: String(nowMs()) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return Attributes;
}

async function write(
  { client, tableName, nowMs, keptDays }: IncidentTableOptions,
  alarmName: string,
  token: string,
  state: IncidentState,
  andThen: '' | ' REMOVE leaseToken, leaseUntil',
): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: { alarmName: { S: alarmName } },
      UpdateExpression: `SET #state = :state, expiresAt = :expires${andThen}`,
      ConditionExpression: 'leaseToken = :token',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':state': { S: JSON.stringify(writtenState(state)) },
        ':expires': { N: String(Math.ceil((nowMs() + keptDays * dayMs) / 1000)) },
        ':token': { S: token },
      },
    }),
  );
}

/** The state as a row has it. Rows of an earlier version have the latest incident alone. */
interface WrittenState {
  readonly incident?: Incident | undefined;
  readonly incidents?: readonly Incident[];
  readonly told: readonly string[];
}

/** With the latest incident beside them all, where an earlier version that is deployed again looks for it. */
function writtenState({ incidents, told }: IncidentState): WrittenState {
  return { incident: incidents.at(-1), incidents, told };
}

function readState({ state }: Row): IncidentState {
  if (state?.S === undefined) return { incidents: [], told: [] };
  const { incident, incidents, told } = JSON.parse(state.S) as WrittenState;
  return { incidents: incidents ?? (incident === undefined ? [] : [incident]), told };
}
