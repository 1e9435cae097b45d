import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { functionPrices, queuePrices, tablePrices } from '../price-table/events.ts';
import { everyHour, perUnit, type Tariff, type Tariffs } from './tariff.ts';

/** A function costs while it runs. */
const lambdaFunction: Tariff = (resource) => {
  const architectures = resource.inputs['architectures'] as readonly string[] | undefined;
  if (architectures?.[0] !== 'arm64') {
    throw new CostError(
      `${resource.type} "${resource.name}": the architecture ${architectures?.[0] ?? 'x86_64'} has no tariff; arm64 has.`,
    );
  }
  return {
    idle: [],
    usage: [
      perUnit('invocations of functions, after a million a month', functionPrices.requests),
      perUnit('memory of functions while they run (ARM64)', functionPrices.armSeconds),
    ],
  };
};

/** A queue costs by request, also those that look whether there is something; an unread one costs nothing. */
const queue: Tariff = () => ({
  idle: [],
  usage: [perUnit('requests of queues, after a million a month', queuePrices.requests)],
});

const table: Tariff = (resource) => {
  const billingMode = propertiesOf(resource).optionalText('billingMode') ?? 'PROVISIONED';
  if (billingMode !== 'PAY_PER_REQUEST') {
    throw new CostError(
      `${resource.type} "${resource.name}": the billing mode ${billingMode} has no tariff; PAY_PER_REQUEST has.`,
    );
  }
  return { idle: [], usage: [perUnit('changes of rows that remember incidents', tablePrices.writes)] };
};

/** Lambda asks a queue five times at once, each for twenty seconds, while nothing comes. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const idleRequestsPerHour = (5 * 3600) / 20;

/** The function's looks into its queue, which are requests of the queue. */
const queueReader: Tariff = () => ({
  idle: [everyHour('requests to look into a queue', idleRequestsPerHour / 1_000_000, queuePrices.requests)],
  usage: [],
});

export const eventTariffs: Tariffs = {
  'aws:dynamodb/table:Table': table,
  'aws:lambda/eventSourceMapping:EventSourceMapping': queueReader,
  'aws:lambda/function:Function': lambdaFunction,
  'aws:sqs/queue:Queue': queue,
};
