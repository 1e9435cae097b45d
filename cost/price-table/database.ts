import { once, price, type Price, twice, unconfirmed } from './price.ts';

const page = 'https://aws.amazon.com/rds/postgresql/pricing/';

/** An instance alone, and one with a standby in another zone. */
export interface DeploymentPrices {
  readonly singleAz: Price;
  readonly multiAz: Price;
}

/**
 * RDS for PostgreSQL, by instance class. AWS rounds to a tenth of a cent, so a Multi-AZ price is not always exactly
 * twice the other. The unconfirmed ones are a half and a quarter of db.t4g.medium's, as they are in us-east-1.
 */
export const databaseInstancePrices: Readonly<Record<string, DeploymentPrices>> = {
  'db.t4g.micro': {
    singleAz: price('hour', page, twice(0.016, '2026-09'), unconfirmed(0.025)),
    multiAz: price('hour', page, twice(0.032, '2026-09'), unconfirmed(0.051)),
  },
  'db.t4g.small': {
    singleAz: price('hour', page, twice(0.032, '2026-09'), unconfirmed(0.051)),
    multiAz: price('hour', page, once(0.065, '2026-09'), unconfirmed(0.102)),
  },
  'db.t4g.medium': {
    singleAz: price('hour', page, twice(0.065, '2026-09'), once(0.102, '2026-10')),
    multiAz: price('hour', page, once(0.129, '2026-09'), once(0.203, '2026-10')),
  },
};

export const databasePrices = {
  gp3: {
    singleAz: price('GB-month', page, twice(0.115, '2026-09'), unconfirmed(0.138)),
    multiAz: price('GB-month', page, once(0.23, '2026-09'), unconfirmed(0.276)),
  },
  /** What backups take beyond the size of the database's storage. */
  backup: price('GB-month', page, once(0.095, '2026-06'), unconfirmed(0.095)),
} as const;
