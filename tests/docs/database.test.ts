import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredStack } from '../support/declared-stack.ts';

const page = readFileSync('docs/database.md', 'utf8');
const prod = await declaredStack('prod');
const instance = prod.resource('aws:rds/instance:Instance', 'database-instance');
const identifier = String(instance.inputs['identifier']);

/** What the page says once `STACK` and `$id` stand for prod's. */
const inProd = page.replaceAll('STACK', 'prod').replaceAll(/\$id(?![\w])/g, identifier);

const valuesOf = (option: RegExp): string[] => [
  ...new Set(Array.from(inProd.matchAll(option), ([, value = '']) => value)),
];

describe('what the page on the database names', () => {
  it('is the database, with its subnet group, its parameter group and its last snapshot', () => {
    expect(valuesOf(/^id=(\S+)$/gm)).toEqual([identifier]);
    expect(valuesOf(/--db-subnet-group-name (\S+)/g)).toEqual([instance.inputs['dbSubnetGroupName']]);
    expect(valuesOf(/--db-parameter-group-name (\S+)/g)).toEqual([instance.inputs['parameterGroupName']]);
    expect(inProd).toContain(`\`${String(instance.inputs['finalSnapshotIdentifier'])}\``);
  });

  it('is its owner and its name inside PostgreSQL', () => {
    expect(valuesOf(/PGUSER=(\S+)/g)).toEqual([instance.inputs['username']]);
    expect(valuesOf(/PGDATABASE=(\S+)/g)).toEqual([instance.inputs['dbName']]);
  });

  it.each([
    ['Name=description,Values=Database*', 'Database', 'security-groups-database'],
    ['begins with `Tasks`', 'Tasks', 'security-groups-service'],
  ])('is one security group, found by its description: %s', (words, beginning, name) => {
    expect(page).toContain(words);
    const groups = prod
      .ofType('aws:ec2/securityGroup:SecurityGroup')
      .filter(({ inputs }) => String(inputs['description']).startsWith(beginning));
    expect(groups.map((group) => group.name)).toEqual([name]);
  });

  it('is the storage key by its alias', () => {
    const aliases = prod.ofType('aws:kms/alias:Alias').map(({ inputs }) => inputs['name']);
    expect(valuesOf(/`(alias\/[\w-]+)`/g).filter((alias) => !aliases.includes(alias))).toEqual([]);
    expect(inProd).toContain('`alias/');
  });
});
