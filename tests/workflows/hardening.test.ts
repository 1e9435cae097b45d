import { describe, expect, it } from 'vitest';
import { jobsOf, readWorkflows, type Step } from '../support/workflows/read-workflows.ts';

const workflows = readWorkflows();
const jobs = jobsOf(workflows);
const steps = jobs.flatMap(([name, job]) => (job.steps ?? []).map((step): [string, Step] => [name, step]));

/** The actions that may be used, each at one commit: whoever adds one looks at its code first. */
const reviewed = {
  'actions/checkout': 'de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2',
  'actions/setup-node': '53b83947a5a98c8d113130e565377fae1a50d02f # v6.3.0',
  'aws-actions/configure-aws-credentials': 'e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3',
};

describe('every action', () => {
  const uses = Object.values(workflows).flatMap(({ text }) =>
    [...text.matchAll(/^\s*(?:- )?uses: (?<reference>.+)$/gm)].map(
      ({ groups }) => groups?.['reference'] ?? '',
    ),
  );

  it('of others is pinned by a commit whose version stands beside it', () => {
    const foreign = uses.filter((reference) => !reference.startsWith('./'));
    expect(foreign.length).toBeGreaterThan(8);
    for (const reference of foreign) {
      expect(reference).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('is one that was reviewed, at that commit', () => {
    const pins = Object.entries(reviewed).map(([action, pin]) => `${action}@${pin}`);
    expect([...new Set(uses.filter((reference) => !reference.startsWith('./')))].sort()).toEqual(pins.sort());
  });
});

describe('permissions', () => {
  /** What each job may do with the repository, complete. */
  const expected = {
    'deploy-stack.yml deploy': { contents: 'read', 'id-token': 'write' },
    'deploy.yml test': { contents: 'read' },
    'deploy.yml dev': { contents: 'read', 'id-token': 'write' },
    'deploy.yml prod': { contents: 'read', 'id-token': 'write' },
    'drift.yml drift': { contents: 'read', 'id-token': 'write' },
    'heavy.yml heavy': { contents: 'read' },
    'preview.yml preview': { contents: 'read', 'id-token': 'write' },
    'preview.yml comment': { 'pull-requests': 'write' },
    'test.yml test': { contents: 'read' },
  };

  it('are none by default, and the least that each job needs', () => {
    for (const { permissions } of Object.values(workflows)) expect(permissions).toEqual({});
    expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual(expected);
  });

  it('to take a role are given only to jobs that take one', () => {
    for (const [name, job] of jobs) {
      if (job.uses !== undefined) continue;
      const takesRole = (job.steps ?? []).some(({ uses }) => uses?.includes('configure-aws-credentials'));
      expect([name, job.permissions?.['id-token'] === 'write']).toEqual([name, takesRole]);
    }
  });

  it('to write never stand beside a checkout', () => {
    const writers = jobs.filter(([, { permissions = {} }]) =>
      Object.entries(permissions).some(([scope, level]) => level === 'write' && scope !== 'id-token'),
    );
    expect(writers.map(([name]) => name)).toEqual(['preview.yml comment']);
    for (const [, { steps: own = [] }] of writers) {
      expect(own.filter(({ uses }) => uses !== undefined)).toEqual([]);
    }
  });
});

describe('every job', () => {
  const running = jobs.filter(([, { uses }]) => uses === undefined);

  it('ends by itself', () => {
    for (const [name, job] of running)
      expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)]);
  });

  it('leaves no credential behind in the checkout', () => {
    const checkouts = steps.filter(([, { uses }]) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(3);
    for (const [name, step] of checkouts) {
      expect([name, step.with]).toEqual([name, { 'persist-credentials': false }]);
    }
  });

  it('installs packages and the Pulumi CLI before it holds a role, and from no cache', () => {
    for (const [name, { steps: own = [] }] of running) {
      const install = own.findIndex(({ run }) => run === 'npm ci');
      const role = own.findIndex(({ uses }) => uses?.includes('configure-aws-credentials'));
      const cli = own.findIndex(({ run }) => run === 'npx pulumi version');
      if (role >= 0) expect([name, install >= 0 && install < cli && cli < role]).toEqual([name, true]);
    }
    for (const [name, step] of steps.filter(([, { uses }]) => uses?.startsWith('actions/setup-node@'))) {
      expect([name, step.with?.['package-manager-cache'], step.with?.['cache']]).toEqual([
        name,
        false,
        undefined,
      ]);
    }
  });

  it('knows no secret: roles are taken by OIDC, and their ARNs are variables', () => {
    for (const { text } of Object.values(workflows)) expect(text).not.toMatch(/secrets[.:[]/);
    const roles = steps.flatMap(([, { with: given = {} }]) => given['role-to-assume'] ?? []);
    expect([...new Set(roles)].sort()).toEqual([
      '${{ vars.AWS_DEPLOY_ROLE_ARN }}',
      '${{ vars.AWS_DRIFT_ROLE_ARN }}',
      '${{ vars.AWS_PREVIEW_ROLE_ARN }}',
    ]);
  });
});

describe('scripts', () => {
  it('hold no expression: what comes from outside reaches them through the environment', () => {
    expect(steps.filter(([, { run }]) => run?.includes('${{'))).toEqual([]);
    expect(steps.filter(([, { run }]) => run !== undefined).length).toBeGreaterThan(10);
  });

  it('put every variable in quotes, but the list of stacks and the one flag', () => {
    const unquoted = steps.flatMap(([, { run = '' }]) => {
      const outsideQuotes = run
        .replaceAll(/"\$\((.*)\)"/g, '$1')
        .replaceAll(/"[^"]*"/g, '')
        .replaceAll(/'[^']*'/g, '');
      return outsideQuotes.match(/\$(?:\w+|\{[^}]*\})/g) ?? [];
    });
    expect(unquoted).toEqual(['${WRONG_KEYS:+--wrong-keys}', '$STACKS']);
  });
});

it('starts nothing with rights on what a stranger sends', () => {
  for (const { text } of Object.values(workflows)) {
    expect(text).not.toMatch(/pull_request_target|workflow_run|issue_comment/);
  }
});
