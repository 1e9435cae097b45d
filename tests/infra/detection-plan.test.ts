import { describe, expect, it } from 'vitest';
import { detections } from '../../detections/index.ts';
import { planDetections } from '../../infra/detection-plan.ts';
import { watchedSubjects } from '../../infra/watched-subjects.ts';
import { keyArn, names, watchedArgs, watchSettings } from '../support/watched.ts';

const watched = watchedSubjects(watchedArgs);
const defaults = { names, watched, metricNamespace: undefined, labAlarm: false, detections: {} };
const plannedWith = (changes: object) => planDetections(detections, { ...defaults, ...changes }).planned;
const plannedOf = (id: string, changes: object = {}) =>
  plannedWith(changes).find(({ detection }) => detection.id === id);

describe('planning detections', () => {
  it('leaves out the alarm of the lab unless the stack asks for it', () => {
    const ids = plannedWith({}).map(({ detection }) => detection.id);
    expect(ids).toEqual(detections.map(({ id }) => id).filter((id) => id !== 'kms-errors-lab'));
    expect(plannedWith({ labAlarm: true })).toHaveLength(detections.length);
  });

  it('derives names and namespace from project and stack', () => {
    expect(plannedOf('kms-wrong-key')).toMatchObject({
      metricFilters: [{ name: 'keywatch-prod-kms-wrong-key', logicalName: 'kms-wrong-key' }],
      metricName: 'KmsWrongKey',
      metricNamespace: 'Keywatch/keywatch-prod',
      alarmName: 'keywatch-prod-kms-wrong-key',
      queryName: 'keywatch/prod/kms-wrong-key',
      threshold: 1,
    });
  });

  it('feeds one metric with a filter for each key', () => {
    const { metricFilters = [], metricName } = plannedOf('kms-key-admin') ?? {};
    expect(metricName).toBe('KmsKeyAdmin');
    expect(metricFilters.map(({ name }) => name)).toEqual(
      ['application', 'storage', 'audit', 'notifications'].map(
        (word) => `keywatch-prod-kms-key-admin-${word}`,
      ),
    );
    for (const { pattern } of metricFilters) expect(pattern).toContain(`$.resources[*].ARN = "${keyArn}"`);
  });

  it('looks at a metric of AWS without any filter', () => {
    expect(plannedOf('detection-silent', { metricNamespace: 'Stack' })).toMatchObject({
      metricFilters: [],
      metricNamespace: 'AWS/Logs',
      metricName: 'IncomingLogEvents',
      dimensions: { LogGroupName: '/keywatch/prod/trail' },
    });
  });

  it('has no name that ends like another one, or filters of the stacks "x" and "x-kms" could meet', () => {
    const ends = plannedWith({ labAlarm: true }).flatMap(({ metricFilters }) =>
      metricFilters.map(({ logicalName }) => logicalName),
    );
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter((end) => ends.some((other) => other.endsWith(`-${end}`)))).toEqual([]);
    expect(new Set(ends).size).toBe(ends.length);
  });

  it('lets the stack change names and threshold of one detection and no other', () => {
    const changes = { metricName: 'm', metricNamespace: 'n', alarmName: 'a', threshold: 25 };
    const detectionsChanged = {
      detections: { 'kms-wrong-key-burst': { ...changes, metricFilterName: 'f' } },
    };
    const changed = plannedOf('kms-wrong-key-burst', detectionsChanged);
    expect(changed).toMatchObject({ ...changes, metricFilters: [{ name: 'f' }] });
    const others = (plan: ReturnType<typeof plannedWith>) =>
      plan.filter(({ detection }) => detection.id !== 'kms-wrong-key-burst');
    expect(others(plannedWith(detectionsChanged))).toEqual(others(plannedWith({})));
  });

  it('sets the filters of one detection apart under a name of the stack, too', () => {
    const { metricFilters = [] } =
      plannedOf('kms-key-admin', { detections: { 'kms-key-admin': { metricFilterName: 'f' } } }) ?? {};
    expect(metricFilters.map(({ name }) => name)).toEqual([
      'f-application',
      'f-storage',
      'f-audit',
      'f-notifications',
    ]);
  });

  it("prefers a detection's own namespace to the stack's", () => {
    const plan = plannedWith({
      metricNamespace: 'Stack',
      detections: { 'kms-denied': { metricNamespace: 'Own' } },
    });
    const namespaces = plan.map(({ detection, metricNamespace }) => [detection.id, metricNamespace]);
    expect(Object.fromEntries(namespaces)).toMatchObject({ 'kms-denied': 'Own', 'kms-throttled': 'Stack' });
  });
});

describe('a detection that the stack knows too little for', () => {
  const other = (name: string) => `arn:aws:iam::444455556666:role/${name}`;
  const leftOutOf = (changes: object, more: object = {}) =>
    planDetections(detections, {
      ...defaults,
      watched: watchedSubjects({ ...watchedArgs, ...more, settings: { ...watchSettings, ...changes } }),
    });

  it('is not there in a stack that knows everything', () => {
    expect(leftOutOf({}).leftOut).toEqual([]);
  });

  it('is told once, with whom it concerns, the reason and the cure', () => {
    const { planned, leftOut } = leftOutOf(
      { deployApplication: false, monitorRoleArns: [other('a'), other('b')] },
      { keyArns: { audit: keyArn } },
    );
    expect(leftOut).toEqual([
      `kms-use-elsewhere is left out for ${other('a')}, ${other('b')}: where tasks call from is nowhere named; monitorOrigins takes the addresses of their NAT gateways and their VPC endpoints of KMS.`,
      'kms-foreign-principal is left out: no key of an application is known; monitorKeyArns takes the KMS keys of the watched roles.',
    ]);
    const ids = new Set(planned.map(({ detection }) => detection.id));
    expect(ids).not.toContain('kms-use-elsewhere');
    expect(ids).not.toContain('kms-foreign-principal');
    expect(ids.size).toBe(detections.length - 3);
  });

  it('is where tasks call from, when their addresses change', () => {
    expect(leftOutOf({}, { taskOrigin: undefined }).leftOut).toEqual([
      `kms-use-elsewhere is left out for ${names.taskRoleArn}: with egress public-ip tasks call from addresses that change; egress nat or endpoints cures that.`,
    ]);
  });
});

describe('planning for several roles', () => {
  const roleArn = 'arn:aws:iam::444455556666:role/app/payments';
  const identity = '444455556666-payments';
  const settings = { ...watchSettings, monitorRoleArns: [roleArn], monitorOrigins: ['198.51.100.7'] };
  const changes = {
    detections: { 'kms-denied': { metricFilterName: 'f', metricName: 'm', alarmName: 'a', threshold: 9 } },
  };
  const plan = plannedWith({ watched: watchedSubjects({ ...watchedArgs, settings }), ...changes });
  const ofRole = (whose: string | undefined) => plan.filter((planned) => planned.identity === whose);
  const perRole = detections.filter(
    ({ scope, deployment }) => (scope === 'role' || scope === 'origin') && deployment === 'always',
  );

  it('gives each role every detection that is about a role', () => {
    const ids = perRole.map(({ id }) => id);
    expect(ofRole(identity).map(({ detection }) => detection.id)).toEqual(ids);
    expect(ofRole(undefined).map(({ detection }) => detection.id)).toEqual(expect.arrayContaining(ids));
  });

  it('shares no filter, metric, alarm or query between them, not even where the stack names it', () => {
    for (const key of ['metricName', 'alarmName', 'queryName'] as const) {
      expect(new Set(plan.map((planned) => planned[key])).size).toBe(plan.length);
    }
    const filters = plan.flatMap(({ metricFilters }) => metricFilters.map(({ name }) => name));
    expect(new Set(filters).size).toBe(filters.length);
    expect(ofRole(identity).find(({ detection }) => detection.id === 'kms-denied')).toMatchObject({
      metricFilters: [{ name: 'f-444455556666-payments' }],
      metricName: 'm-444455556666-payments',
      alarmName: 'a-444455556666-payments',
      threshold: 9,
    });
  });

  it("leaves what is about the stack's own application as it is without the others", () => {
    expect(ofRole(undefined)).toEqual(plannedWith(changes));
  });
});
