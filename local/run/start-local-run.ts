import path from 'node:path';
import { evaluateStack } from '../../stack/evaluate.ts';
import { readProject } from '../../stack/project.ts';
import { systemClock } from '../clock/clock.ts';
import type { LocalPlan } from '../declaration/local-plan.ts';
import { readPlan } from '../declaration/read-plan.ts';
import { type FaultSwitch, createFaultSwitch } from '../endpoint/fault-switch.ts';
import { createFolderVault } from '../kms/folder-vault.ts';
import { openMailbox } from '../notifications/mailbox.ts';
import type { RunningPostgres } from '../postgres/start-postgres.ts';
import { openLogFile } from '../process/log-file.ts';
import { type OpenState, openState } from '../state/open-state.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { writeJsonFile } from '../state/write-json-file.ts';
import { databaseSecret, startDatabase } from './database.ts';
import { type TaskIdentity, createOwner, createTaskIdentity } from './identities.ts';
import { type LocalAws, createLocalAws } from './local-aws.ts';
import { placeholderEmail } from './placeholder-email.ts';
import { BrokenRunError } from './run-error.ts';
import type { RunEvent } from './run-event.ts';
import { type LocalEndpoints, buildServiceEnvironment } from './service-environment.ts';
import { reservePort } from './service-port.ts';
import { type RunningService, buildService, startService } from './service-process.ts';

export interface LocalRunOptions {
  readonly stack: string;
  /** Folder of Pulumi.yaml. */
  readonly projectFolder: string;
  /** Where everything that outlives the run is kept. */
  readonly stateFolder: string;
  /** Port of the service; 0 for any free one. */
  readonly port: number;
  readonly deliveryDelayMs: number;
  /** Forget what earlier runs kept. */
  readonly fresh: boolean;
  /** Told at the start of each step, for progress. */
  readonly onStep: (step: string) => void;
  readonly onEvent: (event: RunEvent) => void;
  /** Gives up between two steps of the start, and while the service is not ready yet. */
  readonly signal?: AbortSignal;
}

/** A declared stack at work on this machine. */
export interface LocalRun {
  readonly plan: LocalPlan;
  /** What `pulumi stack output --json` would say, with `awsEndpointUrl`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly outputsFile: string;
  readonly mailFolder: string;
  readonly endpoint: string;
  readonly awsEndpointUrl: string;
  readonly monitoring: LocalAws['monitoring'];
  /** Makes KMS fail on purpose. */
  readonly kmsFaults: FaultSwitch;
  /** Settles with the reason when a part ends that should not. */
  readonly failed: Promise<BrokenRunError>;
  /** Stops every part; may be called once. */
  stop(): Promise<void>;
}

const readyDeadlineMs = 30_000;

/**
 * Evaluates a stack and runs what it declares. On failure everything started so far is stopped again.
 * @throws EvaluationError, DeclarationError, LocalRunError, BrokenRunError, StateLockedError or PostgresError: each a
 * sentence for the user; the signal's reason when it is aborted.
 */
export async function startLocalRun(options: LocalRunOptions): Promise<LocalRun> {
  // Before the lock: beside another run, a mistyped stack is still told as that.
  await readProject(options.projectFolder, options.stack);
  const cleanUps: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  try {
    return await start(options, cleanUps, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: LocalRunOptions,
  cleanUps: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<LocalRun> {
  const onStep = (step: string): void => {
    options.signal?.throwIfAborted();
    options.onStep(step);
  };
  const state = await openState({ root: options.stateFolder, now: () => new Date() });
  cleanUps.push(state.close);
  const { paths } = state;
  const port = await reservePort(options.port);

  onStep(`evaluating the stack ${options.stack} and bundling the service`);
  const [plan] = await Promise.all([
    evaluateStack({ ...options, fallbackConfig: { 'keywatch:alertEmail': placeholderEmail } }).then(readPlan),
    buildService(options.projectFolder, paths.processesFolder),
  ]);

  if (options.fresh) await state.forget();

  onStep('starting Postgres');
  const postgres = await startDatabase(plan, paths, options.fresh);
  cleanUps.push(postgres.stop);

  onStep('starting KMS, CloudTrail and CloudWatch');
  const task = createTaskIdentity(plan, systemClock.nowMs());
  const kmsFaults = createFaultSwitch();
  const aws = await createAws(plan, options, state, { task, postgres, cleanUps, kmsFaults });
  const awsEndpointUrl = await aws.start();

  onStep('starting the service');
  const endpoints = { port, postgres, awsEndpointUrl, task };
  const service = await startDeclaredService(plan, options, paths, endpoints, aws.log);
  cleanUps.push(service.stop);

  const outputs = { ...plan.outputs, applicationEndpoint: service.endpoint, awsEndpointUrl };
  await writeJsonFile(paths.outputsFile, outputs);
  return {
    plan,
    outputs,
    outputsFile: paths.outputsFile,
    mailFolder: paths.mailFolder,
    endpoint: service.endpoint,
    awsEndpointUrl,
    monitoring: aws.monitoring,
    kmsFaults,
    failed: firstEnding(postgres, service, paths.logsFolder),
    stop,
  };
}

function startDeclaredService(
  plan: LocalPlan,
  { projectFolder, signal }: LocalRunOptions,
  paths: StateFolder,
  endpoints: LocalEndpoints,
  onLine: (line: string) => void,
): Promise<RunningService> {
  return startService({
    projectFolder,
    environment: buildServiceEnvironment(plan, endpoints),
    stopGraceMs: plan.service.stopTimeoutSeconds * 1000,
    logFile: path.join(paths.logsFolder, 'service.log'),
    recordFolder: paths.processesFolder,
    readyDeadlineMs,
    onLine,
    signal,
  });
}

function firstEnding(
  postgres: RunningPostgres,
  service: RunningService,
  logsFolder: string,
): Promise<BrokenRunError> {
  const endings = [postgres.exited.then(() => 'Postgres'), service.exited.then(() => 'The service')];
  return Promise.race(endings).then(
    (part) => new BrokenRunError(`${part} ended unexpectedly. Its log is in ${logsFolder}.`),
  );
}

interface AwsParts {
  readonly task: TaskIdentity;
  readonly postgres: RunningPostgres;
  readonly cleanUps: (() => Promise<void>)[];
  readonly kmsFaults: FaultSwitch;
}

/** What stands for AWS, not started yet; it is stopped among the clean-ups. */
async function createAws(
  plan: LocalPlan,
  { deliveryDelayMs, onEvent }: LocalRunOptions,
  { paths }: OpenState,
  { task, postgres, cleanUps, kmsFaults }: AwsParts,
): Promise<LocalAws> {
  const faultLog = openLogFile(path.join(paths.logsFolder, 'local-aws.log'));
  cleanUps.push(() => faultLog.close());
  const aws = await createLocalAws({
    plan,
    clock: systemClock,
    identities: [task, createOwner(plan)],
    vault: createFolderVault(paths.kmsFolder),
    readSecrets: () => [databaseSecret(plan, postgres)],
    mailbox: openMailbox(paths.mailFolder),
    deliveryDelayMs,
    onEvent,
    kmsFault: kmsFaults.hook,
    onUnexpectedError: (error) =>
      faultLog.write(`${new Date().toISOString()} ${String((error as Error).stack)}`),
  });
  cleanUps.push(() => aws.stop());
  return aws;
}
