import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

import { describeError } from './describe-error.ts';

export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

/**
 * The levels an operator may choose. None is above `info`: the line of every KMS call is written at `info`,
 * and a setting that drops them would blind an investigation.
 */
export const logLevels = ['trace', 'debug', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Whether pino would take an error's message for the line's own: one is logged and no words are. */
const wouldQuoteAnError = ([what, words]: readonly unknown[]): boolean =>
  words === undefined &&
  (what instanceof Error || (typeof what === 'object' && what !== null && 'err' in what));

/**
 * The time member of a line, in ISO 8601 to the millisecond: what pino's own `isoTime` says, worked out once a second but
 * for the milliseconds.
 */
const createIsoTime = (): (() => string) => {
  let second = NaN;
  let beginning = '';
  return () => {
    const nowMs = Date.now();
    if (Math.floor(nowMs / 1000) !== second) {
      second = Math.floor(nowMs / 1000);
      beginning = `,"time":"${new Date(nowMs).toISOString().slice(0, -'000Z'.length)}`;
    }
    return `${beginning}${String(nowMs % 1000).padStart(3, '0')}Z"`;
  };
};

/**
 * The root logger: one JSON object per line. Requests, replies and errors are reduced to what can't hold a secret,
 * whoever logs them (Fastify does at `trace` and `debug`).
 */
export const createLogger = (level: LogLevel, destination: DestinationStream): PinoLogger =>
  pino(
    {
      level,
      base: null,
      timestamp: createIsoTime(),
      hooks: {
        logMethod(parameters, log) {
          if (wouldQuoteAnError(parameters)) log.call(this, parameters[0], 'an error');
          else log.apply(this, parameters);
        },
      },
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        req: (request: { method?: unknown }) => ({ method: request.method }),
        res: (reply: { statusCode?: unknown }) => ({ statusCode: reply.statusCode }),
        err: describeError,
        error: describeError,
      },
    },
    destination,
  );
