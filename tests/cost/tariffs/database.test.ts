import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

const instance = (inputs: Record<string, unknown> = {}) =>
  declare('aws:rds/instance:Instance', 'database', {
    engine: 'postgres',
    storageType: 'gp3',
    instanceClass: 'db.t4g.micro',
    allocatedStorage: 20,
    multiAz: false,
    manageMasterUserPassword: true,
    ...inputs,
  });

describe('the tariff of a database', () => {
  it('charges instance, storage and the secret of its password', () => {
    expect(idleCost([instance()])).toEqual([
      ['database instance db.t4g.micro', 730, 0.016, 11.68],
      ['database storage gp3', 20, 0.115, 2.3],
      ['secret of the master user', 1, 0.4, 0.4],
    ]);
  });

  it('charges a standby in another zone, and its storage', () => {
    const standby = instance({ multiAz: true, instanceClass: 'db.t4g.medium', allocatedStorage: 100 });
    expect(idleCost([standby], 'ap-southeast-2')).toEqual([
      ['database instance db.t4g.medium, Multi-AZ', 730, 0.203, 148.19],
      ['database storage gp3, Multi-AZ', 100, 0.276, 27.6],
      ['secret of the master user', 1, 0.4, 0.4],
    ]);
  });

  it('charges no secret for a password that is not managed', () => {
    expect(idleCost([instance({ manageMasterUserPassword: false })]).map(([what]) => what)).toEqual([
      'database instance db.t4g.micro',
      'database storage gp3',
    ]);
  });

  it('tells of the logs of enhanced monitoring only where it is on', () => {
    const what = 'logs of enhanced monitoring';
    const told = (inputs: Record<string, unknown>) => usageCost([instance(inputs)]).map(([name]) => name);
    expect(told({ monitoringInterval: 60 })).toContain(what);
    expect(told({ monitoringInterval: 0 })).not.toContain(what);
    expect(told({})).not.toContain(what);
  });

  it('charges nothing for a week of load history', () => {
    const week = { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 };
    expect(idleCost([instance(week)])).toEqual(idleCost([instance()]));
  });

  it.each([
    [{ instanceClass: 'db.m7g.large' }, 'the price table has no instance class db.m7g.large.'],
    [{ engine: 'mysql' }, 'there is no tariff for engine mysql.'],
    [{ storageType: 'io1', iops: 3000 }, 'there is no tariff for storageType io1, iops.'],
    [{ storageThroughput: 500 }, 'there is no tariff for storageThroughput.'],
    [{ replicateSourceDb: 'primary' }, 'there is no tariff for replicateSourceDb.'],
    [
      { performanceInsightsRetentionPeriod: 31 },
      'there is no tariff for performanceInsightsRetentionPeriod above 7.',
    ],
  ])('refuses %j', (inputs, sentence) => {
    expect(() => idleCost([instance(inputs)])).toThrow(sentence);
  });
});
