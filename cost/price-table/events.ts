import { once, price, twice, unconfirmed } from './price.ts';

const lambdaPage = 'https://aws.amazon.com/lambda/pricing/';
const queuePage = 'https://aws.amazon.com/sqs/pricing/';
const tablePage = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';

/** What runs when an event comes. */
export const functionPrices = {
  /** Beyond the first million a month. */
  requests: price('million requests', lambdaPage, twice(0.2), unconfirmed(0.2)),
  /** Beyond the first 400,000 a month. */
  armSeconds: price('GB-second', lambdaPage, once(0.0000133334), unconfirmed(0.0000133334)),
} as const;

export const queuePrices = {
  /** Of standard queues, beyond the first million a month. */
  requests: price('million requests', queuePage, twice(0.4), unconfirmed(0.4)),
} as const;

/** Tables that are charged by request. */
export const tablePrices = {
  writes: price('million writes', tablePage, twice(0.625), unconfirmed(0.7115)),
} as const;
