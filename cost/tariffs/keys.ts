import { propertiesOf } from '../../stack/declared/properties.ts';
import { keyPrices } from '../price-table/keys-and-secrets.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

/** A key waiting for its deletion costs nothing; one that rotates keeps its former material, at a price. */
const key: Tariff = (resource) => ({
  idle: [{ what: 'KMS key', quantity: 1, price: keyPrices.key }],
  usage: [
    perUnit('calls of KMS, also those of S3, RDS and CloudWatch Logs', keyPrices.requests),
    ...(propertiesOf(resource).flag('enableKeyRotation', false)
      ? [perUnit("each of a KMS key's first two yearly rotations", keyPrices.key)]
      : []),
  ],
});

export const keyTariffs: Tariffs = { 'aws:kms/key:Key': key };
