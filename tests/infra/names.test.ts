import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxLoadBalancerNameLength, Names, physicalName } from '../../infra/names.ts';

const account = { partition: 'aws', accountId: '111122223333', region: 'ap-southeast-2' };

/** What Pulumi allows in the name of a stack or a project. */
const pulumiName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

describe('a physical name', () => {
  it('reads as written where AWS takes it so', () => {
    expect(physicalName(['keywatch', 'dev', 'alb'], maxLoadBalancerNameLength)).toBe('keywatch-dev-alb');
  });

  it('keeps its beginning and gets a hash when it is too long', () => {
    const name = physicalName(['keywatch', 'preview-of-pull-request-1234', 'alb'], maxLoadBalancerNameLength);
    expect(name).toMatch(/^keywatch-preview-of-pul-[0-9a-f]{8}$/);
  });

  it('has exactly the length limit at most, and no hash at the limit', () => {
    const fitting = ['keywatch', 'x'.repeat(maxLoadBalancerNameLength - 'keywatch--alb'.length), 'alb'];
    expect(physicalName(fitting, maxLoadBalancerNameLength)).toBe(fitting.join('-'));
  });

  it.each([['Dev'], ['feature_x'], ['feature.x'], ['dev-']])(
    'differs for the stack %s from what it looks like in lower case with hyphens',
    (stack) => {
      const plain = stack.toLowerCase().replace(/[._]/g, '-').replace(/-$/, '');
      expect(physicalName(['keywatch', stack, 'task'])).not.toBe(physicalName(['keywatch', plain, 'task']));
    },
  );

  it('is of lower-case letters, digits and single hyphens within, whatever the stack is called', () => {
    fc.assert(
      fc.property(pulumiName, pulumiName, fc.constantFrom(32, 63), (project, stack, maxLength) => {
        const name = physicalName([project, stack, 'alb'], maxLength);
        expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
        expect(name.length).toBeLessThanOrEqual(maxLength);
      }),
    );
  });

  it('differs between any two stacks of a project', () => {
    fc.assert(
      fc.property(pulumiName, pulumiName, fc.constantFrom('alb', 'task', 'trail'), (one, other, word) => {
        fc.pre(one !== other);
        expect(physicalName(['keywatch', one, word], 32)).not.toBe(
          physicalName(['keywatch', other, word], 32),
        );
      }),
    );
  });
});

describe('the names of a stack', () => {
  const names = new Names('keywatch', 'dev', account);

  it('are built from project and stack', () => {
    expect(names.named('task')).toBe('keywatch-dev-task');
    expect(names.bucket('trail')).toBe('keywatch-dev-111122223333-ap-southeast-2-trail');
    expect(names.metricNamespace()).toBe('Keywatch/keywatch-dev');
    expect(names.trailArn).toBe('arn:aws:cloudtrail:ap-southeast-2:111122223333:trail/keywatch-dev-trail');
  });

  it('include the log groups whose names AWS chooses', () => {
    expect(names.logGroups).toEqual({
      service: '/keywatch/dev/service',
      trail: '/keywatch/dev/trail',
      flow: '/keywatch/dev/flow',
      evidence: '/keywatch/dev/evidence',
      containerInsights: '/aws/ecs/containerinsights/keywatch-dev-cluster/performance',
      databaseLog: '/aws/rds/instance/keywatch-dev-database/postgresql',
      databaseUpgrade: '/aws/rds/instance/keywatch-dev-database/upgrade',
      webAcl: 'aws-waf-logs-keywatch-dev-waf',
    });
  });

  it('name the partition in ARNs', () => {
    const china = new Names('keywatch', 'dev', { ...account, partition: 'aws-cn', region: 'cn-north-1' });
    expect(china.arn('sns', 'topic')).toBe('arn:aws-cn:sns:cn-north-1:111122223333:topic');
  });
});

it('has a beginning that all its names share, whatever the stack is called', () => {
  fc.assert(
    fc.property(pulumiName, pulumiName, (project, stack) => {
      const names = new Names(project, stack, account);
      for (const word of ['kms-wrong-key', 'detection-silent', 'health-database-storage']) {
        expect(names.named(word).startsWith(names.beginning)).toBe(true);
      }
    }),
  );
  expect(new Names('keywatch', 'dev', account).beginning).toBe('keywatch-dev-');
});
