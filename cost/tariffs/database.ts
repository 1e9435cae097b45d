import type { DeclaredResource } from '../../stack/declared-stack.ts';
import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { databaseInstancePrices, databasePrices } from '../price-table/database.ts';
import { secretPrices } from '../price-table/keys-and-secrets.ts';
import { monitoringPrices } from '../price-table/monitoring.ts';
import { everyHour, perUnit, type Tariff, type Tariffs } from './tariff.ts';

/**
 * Instance, storage and the secret that RDS makes for the master user. Backups are free up to the size of the storage,
 * and so is a week of load history.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.html
 */
const instance: Tariff = (resource) => {
  refuseUnpriced(resource);
  const properties = propertiesOf(resource);
  const instanceClass = properties.text('instanceClass');
  const prices = databaseInstancePrices[instanceClass];
  if (prices === undefined) {
    throw new CostError(
      `${resource.type} "${resource.name}": the price table has no instance class ${instanceClass}. It has ${Object.keys(databaseInstancePrices).join(', ')}; add it in cost/price-table/database.ts.`,
    );
  }
  const deployment = properties.flag('multiAz', false) ? 'multiAz' : 'singleAz';
  const suffix = deployment === 'multiAz' ? ', Multi-AZ' : '';
  const hasSecret = properties.flag('manageMasterUserPassword', false);
  const isMonitored = (properties.optionalNumber('monitoringInterval') ?? 0) > 0;
  return {
    idle: [
      everyHour(`database instance ${instanceClass}${suffix}`, 1, prices[deployment]),
      {
        what: `database storage gp3${suffix}`,
        quantity: properties.number('allocatedStorage'),
        price: databasePrices.gp3[deployment],
      },
      ...(hasSecret ? [{ what: 'secret of the master user', quantity: 1, price: secretPrices.secret }] : []),
    ],
    usage: [
      perUnit('backups beyond the size of the storage', databasePrices.backup),
      ...(hasSecret ? [perUnit('calls of Secrets Manager', secretPrices.requests)] : []),
      ...(isMonitored ? [perUnit('logs of enhanced monitoring', monitoringPrices.logIngestion)] : []),
    ],
  };
};

/** Days of load history that cost nothing. */
const freePerformanceInsightsDays = 7;

function refuseUnpriced(resource: DeclaredResource): void {
  const properties = propertiesOf(resource);
  const wanted = { engine: 'postgres', storageType: 'gp3' };
  const found = Object.entries(wanted).filter(([name, value]) => properties.optionalText(name) !== value);
  const unpriced = [
    ...found.map(([name]) => `${name} ${properties.optionalText(name) ?? 'by default'}`),
    ...['iops', 'storageThroughput', 'replicateSourceDb'].filter((name) => name in resource.inputs),
    ...((properties.optionalNumber('performanceInsightsRetentionPeriod') ?? 0) > freePerformanceInsightsDays
      ? ['performanceInsightsRetentionPeriod above 7']
      : []),
  ];
  if (unpriced.length > 0) {
    throw new CostError(
      `${resource.type} "${resource.name}": there is no tariff for ${unpriced.join(', ')}.`,
    );
  }
}

export const databaseTariffs: Tariffs = { 'aws:rds/instance:Instance': instance };
