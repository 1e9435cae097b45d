import { parseConfig, type Config } from './config.ts';
import { EnvironmentError } from './environment.ts';
import { errorCodeOf } from './error-code.ts';
import { createLogger } from './log/logger.ts';
import { openStandardOutput } from './log/standard-output.ts';
import { createService } from './service.ts';

/** Exit codes: 0 after a signal, 1 for a fault of the service, 2 for a wrong environment. */
const FAULT = 1;
const WRONG_ENVIRONMENT = 2;

/**
 * What shutdown may take: longer than the longest request (HANDLER_TIMEOUT_MS), shorter than the 30 s after
 * which ECS kills.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html stopTimeout
 */
const SHUTDOWN_DEADLINE_MS = 25_000;

const readConfig = (): Config => {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`Keywatch can't start, its environment is wrong:\n${error.message}\n`);
    process.exit(WRONG_ENVIRONMENT);
  }
};

const config = readConfig();
const output = openStandardOutput((error) => {
  process.stderr.write(`Keywatch ends: what it logs can't be written (${errorCodeOf(error)}).\n`);
  process.exit(FAULT);
});
const log = createLogger(config.logLevel, output);
const service = createService(config, log, output);

const fail = (error: unknown): never => {
  log.fatal({ event: 'fault', err: error }, 'Keywatch ends because of a fault');
  process.exit(FAULT);
};

const stop = (signal: NodeJS.Signals): void => {
  log.info({ event: 'stopping', signal }, 'finishing what is in flight');
  setTimeout(() => {
    log.error({ event: 'stop-deadline' }, 'requests are still in flight at the deadline');
    process.exit(FAULT);
  }, SHUTDOWN_DEADLINE_MS);
  service.stop().then(() => {
    log.info({ event: 'stopped' }, 'Keywatch has stopped');
    process.exit(0);
  }, fail);
};

// An unhandled rejection arrives here too.
process.on('uncaughtException', fail);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
service.start().catch(fail);
