import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { awsClientOptions } from './aws/client-options.ts';
import { createIncidentTable } from './aws/incident-table.ts';
import { createLogReader } from './aws/log-reader.ts';
import { secretReader } from './aws/read-secret.ts';
import { createEmailChannel } from './channels/email.ts';
import { createSlackChannel } from './channels/slack.ts';
import { createWebhookChannel } from './channels/webhook.ts';
import { createEvidenceFunction } from './evidence-function.ts';
import { createFastPath, type FastPathOptions } from './fast-path.ts';
import { createHandler } from './handler.ts';
import type { Channel, EvidenceMessage } from './ports.ts';
import { parseEvidenceSettings, settingsFile, type EvidenceSettings } from './settings.ts';

const nowMs = (): number => Date.now();
const wait = async (ms: number): Promise<void> => sleep(ms);

/** All attempts of one channel together take less than twenty seconds. */
const posting = {
  fetch,
  timeoutMs: 5000,
  retry: { attempts: 3, firstDelayMs: 500, sleep: wait },
};

/** Longer than `infra/` lets a run take. */
const leaseMs = 120_000;

function createChannels({ channels: { email, webhook, slack } }: EvidenceSettings): Channel[] {
  const secrets = new SecretsManagerClient(awsClientOptions);
  return [
    ...(email === undefined ? [] : [createEmailChannel(new SNSClient(awsClientOptions), email.topicArn)]),
    ...(webhook === undefined
      ? []
      : [
          createWebhookChannel({
            ...posting,
            url: webhook.url,
            readSecret: secretReader(secrets, webhook.secretArn),
            now: () => new Date(),
          }),
        ]),
    ...(slack === undefined
      ? []
      : [createSlackChannel({ ...posting, readUrl: secretReader(secrets, slack.secretArn) })]),
  ];
}

function onTold({ id, facts }: EvidenceMessage, channel: string): void {
  console.log(JSON.stringify({ event: 'told', channel, id, records: facts.records.count }));
}

function onFailed(alarmName: string, { message }: Error): void {
  console.error(JSON.stringify({ event: 'records-not-told', alarmName, message }));
}

function onProblem(logGroupName: string, { name, message }: Error): void {
  console.error(JSON.stringify({ event: 'log-not-read', logGroupName, name, message }));
}

const settings = parseEvidenceSettings(readFileSync(path.join(import.meta.dirname, settingsFile), 'utf8'));

const options: FastPathOptions = {
  settings,
  logs: createLogReader({
    client: new CloudWatchLogsClient({ ...awsClientOptions, maxAttempts: 1 }),
    nowMs,
    sleep: wait,
    deadlineMs: 15_000,
    maxEvents: 2000,
    betweenCallsMs: 250,
    firstDelayMs: 500,
    onProblem,
  }),
  incidents: createIncidentTable({
    client: new DynamoDBClient(awsClientOptions),
    tableName: settings.tableName,
    nowMs,
    createToken: randomUUID,
    leaseMs,
    waiting: { attempts: 5, firstDelayMs: 500, sleep: wait },
    keptDays: 30,
  }),
  channels: createChannels(settings),
  onTold,
  onFailed,
};

/** What Lambda calls. */
export const handler = createHandler({
  explainAlarm: createEvidenceFunction(options),
  tellRecords: createFastPath(options),
});
