import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { functionPrices, queuePrices, tablePrices } from '../price-table/events.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

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

export const eventTariffs: Tariffs = {
  'aws:dynamodb/table:Table': table,
  'aws:lambda/function:Function': lambdaFunction,
  'aws:sqs/queue:Queue': queue,
};
