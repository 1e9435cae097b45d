import { describe, expect, it } from 'vitest';
import type { DeclaredResource, DeclaredStack } from '../../../stack/declared-stack.ts';
import { declaredStack } from '../../support/declared-stack.ts';
import { secretPropertiesOf } from '../../support/secret-properties.ts';
import { guarded, preview } from '../../support/stacks.ts';

const database = 'aws:rds/instance:Instance database-instance';
const task = 'aws:ecs/taskDefinition:TaskDefinition application-fargate-task-definition';

/** What names the secret that RDS made, and holds nothing of it. */
const harmless: readonly string[] = [
  `${database}: masterUserSecrets`,
  `${database}: masterUserSecrets.[].secretArn`,
  `${database}: masterUserSecrets.[].secretStatus`,
  `${task}: containerDefinitions.[].environment.[].DATABASE_SECRET_ARN`,
];

type State = Pick<DeclaredStack, 'resources' | 'outputs'>;

/** What Pulumi would write into the state, as `type name: path`: inputs, the provider's answers and the stack's outputs. */
function secretsIn({ resources, outputs }: State): readonly string[] {
  const found = [
    ...resources.flatMap(({ type, name, inputs, outputs: answers }) =>
      [...secretPropertiesOf(inputs), ...secretPropertiesOf(answers)].map((path) => [
        `${type} ${name}`,
        path,
      ]),
    ),
    ...secretPropertiesOf(outputs).map((path) => ['the stack', path]),
  ];
  return [...new Set(found.map(([where, path]) => `${where}: ${path}`))];
}

describe.each([
  ['dev', undefined],
  ['prod', undefined],
  ['monitor', undefined],
  ['guarded', guarded],
  ['preview', preview],
])('the Pulumi state of %s', (name, config) => {
  it('holds nothing that is called a secret or looks like one, but where RDS keeps its own', async () => {
    const stack = await declaredStack(name, config);
    expect([...secretsIn(stack)].sort()).toEqual(name === 'monitor' ? [] : [...harmless].sort());
  });

  it('holds of the secret of RDS its ARN, and whether it is in force', async () => {
    const stack = await declaredStack(name, config);
    const held = stack
      .ofType('aws:rds/instance:Instance')
      .flatMap(({ outputs }) => outputs['masterUserSecrets'] as readonly Record<string, unknown>[]);
    expect(held).toEqual(
      name === 'monitor'
        ? []
        : [
            {
              secretArn: expect.stringMatching(
                /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+$/,
              ) as string,
              secretStatus: 'active',
              kmsKeyId: '',
            },
          ],
    );
  });
});

describe('a planted secret', () => {
  const planted = 'f3N9-marker-kT7q';
  const plantings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'a password': { password: planted },
    'a master password': { masterPassword: planted },
    'an administrator password': { adminPassword: planted },
    'a secret string': { secretString: planted },
    'a private key by its name': { privateKeyPem: planted },
    'a private key by its look': { body: '-----BEGIN RSA PRIVATE KEY-----' },
    'an access key by its look': { user: 'AKIAIOSFODNN7EXAMPLE' },
    'an address with a password': { url: `postgres://keywatch:${planted}@db.example.com/keywatch` },
    'deep inside': { settings: [{ login: { authToken: [planted] } }] },
    'in a document': { policy: JSON.stringify({ login: { masterPassword: planted } }) },
    'in an environment': {
      containerDefinitions: JSON.stringify([{ environment: [{ name: 'DB_PASSWORD', value: planted }] }]),
    },
  };

  it.each(Object.keys(plantings))(
    'is found: %s, in an input, an answer and an output of the stack',
    (title) => {
      const planting = plantings[title] ?? {};
      const resource = (inputs: object, outputs: object): DeclaredResource =>
        ({ type: 'aws:a/b:B', name: 'planted', inputs, outputs }) as unknown as DeclaredResource;
      const states: readonly State[] = [
        { resources: [resource(planting, {})], outputs: {} },
        { resources: [resource({}, planting)], outputs: {} },
        { resources: [], outputs: planting },
      ];
      for (const state of states) expect(secretsIn(state)).toHaveLength(1);
    },
  );
});
