import { setTimeout as delay } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { createAwsMatcher } from '../verify/aws-matcher.ts';
import { createPace } from '../verify/pace.ts';
import { buildPatternCases } from '../verify/pattern-cases.ts';
import { probes } from '../verify/probes.ts';
import { renderReport } from '../verify/render-report.ts';
import { VerificationError } from '../verify/verification-error.ts';
import { outcomeOf, verify } from '../verify/verify.ts';
import { exitCodes } from './exit-codes.ts';
import { howToSignIn } from './how-to-sign-in.ts';
import { InputError } from './input-error.ts';
import { numberOption } from './number-option.ts';
import { createProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

/**
 * Below the five calls a second that CloudWatch Logs grants to its control plane's slower operations, so that
 * whoever works in the account meanwhile is not slowed down.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
const callsPerSecond = 4;

/** Throttling is waited out: the SDK pauses longer after each attempt. */
const maxAttempts = 8;

const outcomeCodes = {
  agrees: exitCodes.success,
  differs: exitCodes.failure,
  incomplete: exitCodes.incomplete,
};

// The SDK's versions are pinned and work with Node 20; its notice about future ones would only alarm.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const command = new Command('npm run verify-aws --')
  .description(
    'Hold the filter pattern matcher against CloudWatch itself, through TestMetricFilter. Needs credentials, no resources.',
  )
  .option('--region <region>', 'the region to ask; default AWS_REGION, else us-east-1', regionOption)
  .option(
    '--rate <calls>',
    'calls per second at most',
    numberOption({ min: 1, max: 1000, integer: true }),
    callsPerSecond,
  )
  .option('--json', 'print the report as JSON', false)
  .action(async ({ region, rate, json }: { region?: string; rate: number; json: boolean }) => {
    const clock = { nowMs: () => performance.now(), sleep: (ms: number) => delay(ms) };
    const matcher = createAwsMatcher(
      {
        region: region ?? regionOfEnvironment() ?? 'us-east-1',
        maxAttempts,
        requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
      },
      createPace(clock, 1000 / rate),
    );
    const progress = createProgress();
    const report = await verify({
      aws: matcher,
      cases: buildPatternCases(),
      probes,
      onProgress: ({ done, total }) => progress.update(progressText(done, total, rate)),
    })
      .catch((error: unknown) => {
        throw error instanceof VerificationError ? new InputError(sentenceOf(error)) : error;
      })
      .finally(() => progress.end());
    console.log(json ? JSON.stringify(report, undefined, 2) : renderReport(report));
    process.exitCode = outcomeCodes[outcomeOf(report)];
  });

await runCommand(command);

function sentenceOf({ code, message }: VerificationError): string {
  return code === 'CREDENTIALS'
    ? `AWS can't be asked without credentials that it accepts: ${howToSignIn(process.env)}. ${message}`
    : message;
}

function isRegion(text: string): boolean {
  return /^[a-z]+(-[a-z]+)+-\d+$/.test(text);
}

function regionOption(text: string): string {
  if (isRegion(text)) return text;
  throw new InvalidArgumentError('It takes a region, for example us-east-1.');
}

/** A variable that is set to nothing is as good as unset. */
function regionOfEnvironment(): string | undefined {
  const region = process.env['AWS_REGION'] ?? '';
  if (region === '') return undefined;
  if (isRegion(region)) return region;
  throw new InputError(`AWS_REGION is ${JSON.stringify(region)}: it takes a region, for example us-east-1.`);
}

function progressText(done: number, total: number, rate: number): string {
  const remainingSeconds = Math.ceil((total - done) / rate);
  return `${done} of ${total} patterns, at least ${remainingSeconds} s left`;
}
