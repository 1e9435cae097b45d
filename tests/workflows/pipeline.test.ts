import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listStacks } from '../../stack/project.ts';
import { declaredStack } from '../support/declared-stack.ts';
import { jobsOf, readWorkflows, scriptOf, type Job } from '../support/workflows/read-workflows.ts';

/** What the workflows do, in which order, to which stack, with which role. */
const workflows = readWorkflows();
const jobs = jobsOf(workflows);
const job = (file: string, name: string): Job => {
  const found = workflows[file]?.jobs[name];
  if (found === undefined) throw new Error(`${file} has no job ${name}.`);
  return found;
};
const roleOf = ({ steps = [] }: Job) =>
  steps.find((step) => step.with?.['role-to-assume'])?.with?.['role-to-assume'];

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
  dependencies: Record<string, string>;
};

describe('every command', () => {
  const scripts = jobs.map(([, each]) => scriptOf(each)).join('\n');

  it('of npm is a script of package.json', () => {
    const named = [...scripts.matchAll(/npm (?:run )?(?<script>[\w:-]+)/g)].map(
      ({ groups }) => groups?.['script'] ?? '',
    );
    expect([...new Set(named)].sort()).toEqual(['ci', 'demo', 'smoke', 'test', 'test:heavy']);
    for (const script of named.filter((each) => each !== 'ci'))
      expect(manifest.scripts).toHaveProperty(script);
  });

  it('of npx is a package that npm ci installs', () => {
    const named = [...scripts.matchAll(/npx (?<name>[\w@/-]+)/g)].map(({ groups }) => groups?.['name'] ?? '');
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) {
      expect({ ...manifest.dependencies, ...manifest.devDependencies }).toHaveProperty([name]);
    }
  });

  it('names options that the commands know', () => {
    const smoke = readFileSync('cli/smoke.ts', 'utf8');
    for (const option of ['--outputs', '--wrong-keys']) {
      expect(scripts).toContain(option);
      expect(smoke).toContain(`'${option}`);
    }
  });

  it('stops at the first failure', () => {
    expect(scripts).not.toMatch(/set \+e|\|\| true/);
  });
});

describe('the tests', () => {
  const test = job('test.yml', 'test');

  it('run on every push: of a branch by themselves, of main before it is deployed', () => {
    expect(workflows['test.yml']?.on).toEqual({
      push: { 'branches-ignore': ['main'] },
      pull_request: null,
      workflow_call: null,
    });
    expect(workflows['deploy.yml']?.on).toEqual({ push: { branches: ['main'] } });
    expect(job('deploy.yml', 'test').uses).toBe('./.github/workflows/test.yml');
    expect(test.if).toBe(
      "github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name != github.repository",
    );
  });

  it('are a clean install, all tests and the demo, on the oldest Node and the current LTS', () => {
    expect(test.steps?.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm test', 'npm run demo']);
    expect(test.strategy?.matrix['node']).toEqual(['20.20', 'lts/*']);
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    expect(engines.node).toBe('>=20.20');
  });

  it('are required for a merge under the names that they have when they run', () => {
    const rule = /^\| branch rule for `main` .*$/m.exec(readFileSync('docs/deploy.md', 'utf8'))?.[0] ?? '';
    const required = [...(rule.split(' required')[0] ?? '').matchAll(/`(test[^`]*)`/g)].map(
      ([, name]) => name,
    );
    expect(required).toEqual(test.strategy?.matrix['node']?.map((version) => `test (${version})`));
  });

  it('that take long run every night, without any role', () => {
    expect(workflows['heavy.yml']?.on).toEqual({
      schedule: [{ cron: '17 3 * * *' }],
      workflow_dispatch: null,
    });
    const runs = job('heavy.yml', 'heavy').steps?.flatMap(({ run }) => run ?? []);
    expect(runs).toEqual(['npm ci', 'npm run test:heavy']);
  });
});

describe('the preview of a pull request', () => {
  const preview = job('preview.yml', 'preview');
  const comment = job('preview.yml', 'comment');

  it('never gives a role to a fork, nor to an update that nobody has read', () => {
    expect(workflows['preview.yml']?.on).toBe('pull_request');
    expect(preview.if).toBe(
      "github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'",
    );
    expect(comment.needs).toBe('preview');
  });

  it('takes the role that reads, and no environment: its token is one of a pull request', () => {
    expect(roleOf(preview)).toBe('${{ vars.AWS_PREVIEW_ROLE_ARN }}');
    expect(preview.environment).toBeUndefined();
    const takers = jobs.filter(([, each]) => roleOf(each) === '${{ vars.AWS_PREVIEW_ROLE_ARN }}');
    expect(takers.map(([name]) => name)).toEqual(['preview.yml preview']);
  });

  it('builds nothing, and holds the policies to what would be deployed', () => {
    expect(scriptOf(preview)).toContain(
      'npx pulumi preview --stack "$stack" --policy-pack policies --config "keywatch:imageUri=$image"',
    );
    expect(scriptOf(preview)).not.toMatch(/docker|npx pulumi up|--refresh/);
  });

  it('is shown in a code block that its text cannot end, posted by a job that runs none of its code', () => {
    expect(scriptOf(preview)).toMatch(/tail -n 140 .*\| cut -b 1-200 .*\| sed 's\/\^\/ {4}\/'/);
    expect(comment.steps).toHaveLength(1);
    expect(scriptOf(comment)).toMatch(
      /^printf '%s\\n' "\$TEXT" \| gh pr comment "\$PULL_REQUEST" .*--body-file -$/,
    );
  });

  it('fits into a comment, which holds 65,536 characters', () => {
    const stacks = String(preview.steps?.find(({ id }) => id === 'preview')?.env?.['STACKS']).split(' ');
    const [, lines = '', bytes = ''] = /tail -n (\d+) .*cut -b 1-(\d+)/.exec(scriptOf(preview)) ?? [];
    const indentAndNewline = 5;
    expect(stacks.length * Number(lines) * (Number(bytes) + indentAndNewline)).toBeLessThan(65_536 - 1000);
  });
});

describe('a deployment', () => {
  const deploy = job('deploy-stack.yml', 'deploy');

  it('goes to dev after the tests, and to prod after dev', () => {
    expect(['test', 'dev', 'prod'].map((name) => [name, job('deploy.yml', name).needs])).toEqual([
      ['test', undefined],
      ['dev', 'test'],
      ['prod', 'dev'],
    ]);
  });

  it('tries wrong keys on dev, never on prod', () => {
    for (const [stack, wrongKeys] of [
      ['dev', true],
      ['prod', false],
    ] as const) {
      expect(job('deploy.yml', stack)).toMatchObject({
        uses: './.github/workflows/deploy-stack.yml',
        with: { stack, 'wrong-keys': wrongKeys },
      });
    }
    expect(deploy.steps?.at(-1)).toMatchObject({
      run: 'npm run smoke -- --outputs "$RUNNER_TEMP/outputs.json" ${WRONG_KEYS:+--wrong-keys}',
      env: { WRONG_KEYS: "${{ inputs.wrong-keys && 'yes' || '' }}" },
    });
  });

  it('takes the role of the environment that is named like the stack, and its reviewers with it', () => {
    expect(deploy.environment).toEqual({ name: '${{ inputs.stack }}' });
    expect(roleOf(deploy)).toBe('${{ vars.AWS_DEPLOY_ROLE_ARN }}');
    const withEnvironment = jobs.filter(([, each]) => each.environment !== undefined);
    expect(withEnvironment.map(([name]) => name)).toEqual(['deploy-stack.yml deploy']);
  });

  it('is one at a time for each stack, and is never cut off', () => {
    expect(deploy.concurrency).toEqual({ group: 'stack-${{ inputs.stack }}', 'cancel-in-progress': false });
    expect(job('drift.yml', 'drift').concurrency).toEqual({
      group: 'stack-${{ matrix.stack }}',
      'cancel-in-progress': false,
    });
  });

  it('brings up the stack under the policies, then feeds the smoke test from its outputs', () => {
    expect(deploy.steps?.slice(-3).map(({ run }) => run?.split(' --')[0])).toEqual([
      'npx pulumi up',
      'npx pulumi stack output',
      'npm run smoke',
    ]);
    expect(scriptOf(deploy)).toContain('npx pulumi up --stack "$STACK" --yes --policy-pack policies');
    expect(scriptOf(deploy)).toContain(
      'npx pulumi stack output --stack "$STACK" --json > "$RUNNER_TEMP/outputs.json"',
    );
  });

  it('has a session that outlasts the job', () => {
    const seconds = Number(
      deploy.steps?.find((step) => step.with?.['role-to-assume'])?.with?.['role-duration-seconds'],
    );
    expect(seconds).toBeGreaterThan(Number(deploy['timeout-minutes']) * 60);
  });
});

describe('the drift check', () => {
  const drift = job('drift.yml', 'drift');

  it('looks every day at what AWS has, and accepts no difference', () => {
    expect(workflows['drift.yml']?.on).toEqual({
      schedule: [{ cron: '17 5 * * *' }],
      workflow_dispatch: null,
    });
    expect(scriptOf(drift)).toContain('npx pulumi preview --stack "$STACK" --refresh --expect-no-changes');
    expect(roleOf(drift)).toBe('${{ vars.AWS_DRIFT_ROLE_ARN }}');
    expect(drift.environment).toBeUndefined();
  });

  /**
   * A refresh leaves what a resource ignores as it is in the state, and a preview counts no refresh as a change.
   * @see https://github.com/pulumi/pulumi/pull/16146
   */
  it.each(['dev', 'prod'])(
    'stays green after autoscaling: %s ignores the number of tasks it scales',
    async (stack) => {
      const declared = await declaredStack(stack);
      const scaled = declared
        .ofType('aws:appautoscaling/target:Target')
        .map(({ inputs }) => String(inputs['resourceId']));
      for (const service of declared.ofType('aws:ecs/service:Service')) {
        const name = `service/${path.basename(String(service.inputs['cluster']))}/${String(service.inputs['name'])}`;
        expect(service.options.ignoreChanges.includes('desiredCount')).toBe(scaled.includes(name));
      }
      expect(scaled).toHaveLength(stack === 'prod' ? 1 : 0);
    },
  );
});

describe('the stacks', () => {
  it('that workflows name have a settings file, and a role in the bootstrap program', async () => {
    const named = [
      ...jobs.flatMap(([, each]) => each.strategy?.matrix['stack'] ?? []),
      ...jobs.flatMap(([, each]) => (each.with?.['stack'] as string | undefined) ?? []),
      ...jobs.flatMap(([, { steps = [] }]) => steps.flatMap(({ env }) => env?.['STACKS']?.split(' ') ?? [])),
    ];
    expect([...new Set(named)].sort()).toEqual(['dev', 'prod']);
    const files = await listStacks('.');
    const bootstrap = parse(readFileSync('bootstrap/Pulumi.account.yaml', 'utf8')) as {
      config: { 'keywatch-bootstrap:stacks': Record<string, unknown> };
    };
    for (const stack of named) {
      expect(files).toContain(stack);
      expect(bootstrap.config['keywatch-bootstrap:stacks']).toHaveProperty(stack);
    }
  });

  it('tag what is theirs, which is how the role of another stack knows to leave it alone', async () => {
    for (const stack of await listStacks('.')) {
      const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, 'utf8')) as {
        config: Record<string, unknown>;
      };
      expect([stack, config['aws:defaultTags']]).toEqual([stack, { tags: { 'keywatch:stack': stack } }]);
    }
  });
});
