import {
  CloudWatchLogsClient,
  TestMetricFilterCommand,
  type CloudWatchLogsClientConfig,
  type MetricFilterMatchRecord,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Pace } from './pace.ts';
import type { Verdict } from './verdict.ts';
import { VerificationError } from './verification-error.ts';

/** Messages one call takes. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
const maxMessagesPerCall = 50;

/** CloudWatch's own matcher, asked through TestMetricFilter, which needs no resources and changes nothing. */
export interface AwsMatcher {
  /**
   * @throws VerificationError when these credentials can't ask anything.
   * @throws Error when this one pattern got no answer.
   */
  judge(pattern: string, messages: readonly string[]): Promise<Verdict>;
  /** The number AWS gave to the first of several messages, as far as it has shown. */
  firstEventNumber(): number | undefined;
  callCount(): number;
}

export type AwsMatcherSettings = Pick<
  CloudWatchLogsClientConfig,
  'credentials' | 'region' | 'requestHandler' | 'retryStrategy' | 'maxAttempts'
>;

export function createAwsMatcher(settings: AwsMatcherSettings, pace: Pace): AwsMatcher {
  const client = new CloudWatchLogsClient(settings);
  let firstNumber: number | undefined;
  let calls = 0;

  async function send(
    pattern: string,
    messages: readonly string[],
  ): Promise<readonly MetricFilterMatchRecord[]> {
    await pace();
    calls += 1;
    const command = new TestMetricFilterCommand({ filterPattern: pattern, logEventMessages: [...messages] });
    return (await client.send(command)).matches ?? [];
  }

  async function judgeSome(pattern: string, messages: readonly string[]): Promise<Extracted[]> {
    const extracted: Extracted[] = messages.map(() => undefined);
    const matches = await send(pattern, messages);
    // The text tells which message is meant, however AWS counts; a text it has shortened leaves the number.
    for (const { eventMessage = '', eventNumber = 0 } of matches) {
      const at = messages.indexOf(eventMessage);
      if (at !== -1) firstNumber ??= eventNumber - at;
    }
    for (const { eventMessage = '', eventNumber = 0, extractedValues = {} } of matches) {
      const at = messages.indexOf(eventMessage);
      extracted[at === -1 ? eventNumber - (firstNumber ?? 1) : at] = extractedValues;
    }
    return extracted;
  }

  return {
    firstEventNumber: () => firstNumber,
    callCount: () => calls,
    async judge(pattern, messages) {
      const extracted: Extracted[] = [];
      try {
        for (let start = 0; start < messages.length; start += maxMessagesPerCall) {
          extracted.push(...(await judgeSome(pattern, messages.slice(start, start + maxMessagesPerCall))));
        }
      } catch (error) {
        return { kind: 'rejected', reason: rejectionOf(error as Error) };
      }
      return { kind: 'answered', extracted };
    },
  };
}

type Extracted = Readonly<Record<string, string>> | undefined;

const badCredentials =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken(Exception)?)$/;

/** AWS's words about a pattern it rejects. @throws whatever is no rejection. */
function rejectionOf(error: Error): string {
  if (error.name === 'InvalidParameterException') return error.message;
  if (badCredentials.test(error.name)) {
    throw new VerificationError('CREDENTIALS', error.message, { cause: error });
  }
  if (/^AccessDenied(Exception)?$/.test(error.name)) {
    throw new VerificationError(
      'PERMISSION',
      `These credentials may not ask: allow logs:TestMetricFilter on all resources. ${error.message}`,
      { cause: error },
    );
  }
  throw error;
}
