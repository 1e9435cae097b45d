import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../policies/resource.ts';
import { rules } from '../../policies/rules/index.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { startPolicyPack, type RunningPolicyPack } from '../support/policy-pack.ts';

/** The text by which the engine's protocol says that a value is not known yet. */
const unknownText = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const roles = [
  'arn:aws:iam::111122223333:role/pattern1-app-task',
  'arn:aws:iam::444455556666:role/service-role/payments-api',
];

let pack: RunningPolicyPack;
beforeAll(async () => {
  for (const stack of ['dev', 'prod', 'monitor']) await declaredStack(stack);
  pack = await startPolicyPack('policies', { 'keywatch:monitorRoleArns': JSON.stringify(roles) });
});
afterAll(() => pack.stop());

/** What the engine sends: everything that is known of each resource. */
async function resourcesOf(stack: string): Promise<readonly Resource[]> {
  const { resources } = await declaredStack(stack);
  return resources.map(({ type, name, urn, parent, outputs, id }) => ({
    type,
    name,
    urn,
    parent,
    properties: id === '' ? outputs : { ...outputs, id },
  }));
}

function change(
  resources: readonly Resource[],
  type: string,
  properties: Readonly<Record<string, unknown>>,
): readonly Resource[] {
  return resources.map((resource) =>
    resource.type === type
      ? { ...resource, properties: { ...resource.properties, ...properties } }
      : resource,
  );
}

/** The same stack under another name. */
function renamed(resources: readonly Resource[], from: string, to: string): readonly Resource[] {
  const rename = (urn: string) => urn.replace(`urn:pulumi:${from}::`, `urn:pulumi:${to}::`);
  return resources.map((resource) => ({
    ...resource,
    urn: rename(resource.urn),
    parent: resource.parent === undefined ? undefined : rename(resource.parent),
  }));
}

const databaseType = 'aws:rds/instance:Instance';

describe('the policy pack, run as the Pulumi CLI runs it', () => {
  it('has one policy for each rule, and two about waivers', async () => {
    expect(await pack.policies()).toEqual([...rules.map(({ id }) => id), 'waivers-allowed', 'waivers-used']);
  });

  it.each(['dev', 'prod', 'monitor'])('finds nothing in %s', async (stack) => {
    expect(await pack.analyzeStack(await resourcesOf(stack))).toEqual([]);
  });

  it('stops prod when its database loses its protection, and says where and how to cure it', async () => {
    const prod = await resourcesOf('prod');
    const [database] = prod.filter(({ type }) => type === databaseType);
    expect(await pack.analyzeStack(change(prod, databaseType, { deletionProtection: false }))).toEqual([
      {
        policy: 'database-deletion-protection',
        message:
          'A database refuses to be deleted. (FSBP RDS.8, CKV_AWS_293, AWS-0177, NAG RDS10)\n' +
          'deletionProtection is false; it takes true. Who means to delete it, takes that away first.',
        urn: database?.urn,
        level: 'mandatory',
      },
    ]);
  });

  it('takes a value that is not known yet for no violation', async () => {
    const prod = await resourcesOf('prod');
    const unknown = {
      deletionProtection: unknownText,
      kmsKeyId: unknownText,
      vpcSecurityGroupIds: [unknownText],
    };
    expect(await pack.analyzeStack(change(prod, databaseType, unknown))).toEqual([]);
  });

  it('holds a stack that no profile names to what production is held to', async () => {
    const found = await pack.analyzeStack(renamed(await resourcesOf('dev'), 'dev', 'staging'));
    expect(found.filter(({ level }) => level === 'mandatory').map(({ policy }) => policy)).toEqual(
      expect.arrayContaining(['https-listener', 'database-backups', 'log-retention', 'topic-subscribed']),
    );
  });

  it('tells of a waiver that a stack no longer needs, without stopping it', async () => {
    const dev = await resourcesOf('dev');
    expect(await pack.analyzeStack(change(dev, databaseType, { multiAz: true }))).toEqual([
      {
        policy: 'waivers-used',
        message:
          'Every waiver is needed.\nThe profile lab waives database-standby, and nothing needs it: remove the waiver, or it will hide the next violation.',
        urn: '',
        level: 'advisory',
      },
    ]);
  });

  it('knows the monitored roles from the configuration alone', async () => {
    const other = await startPolicyPack('policies', {
      'keywatch:monitorRoleArns': JSON.stringify(roles.slice(1)),
    });
    try {
      const found = await other.analyzeStack(await resourcesOf('monitor'));
      expect(new Set(found.map(({ policy }) => policy))).toEqual(new Set(['filter-role']));
      expect(found.every(({ message }) => message.includes(roles[0] ?? ''))).toBe(true);
    } finally {
      await other.stop();
    }
  });
});
