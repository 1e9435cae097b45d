import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bootstrap/settings.ts';

const values = {
  repository: 'example-org/keywatch',
  githubProviderArn: '',
  stacks: '{"dev":{"mayDestroyData":true},"prod":{"mayDestroyData":false}}',
};

const problemsOf = (changes: Record<string, string>): readonly string[] => {
  const parsed = parseSettings({ ...values, ...changes });
  return 'problems' in parsed ? parsed.problems : [];
};

describe('the settings of the bootstrap program', () => {
  it('are the repository, the stacks, and a provider where one exists', () => {
    const githubProviderArn = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    expect(parseSettings({ ...values, githubProviderArn })).toEqual({
      settings: {
        repository: 'example-org/keywatch',
        githubProviderArn,
        stacks: {
          dev: { mayDestroyData: true, topicNames: [], alarmNames: [], logGroupNames: [] },
          prod: { mayDestroyData: false, topicNames: [], alarmNames: [], logGroupNames: [] },
        },
      },
    });
    expect(parseSettings(values)).toMatchObject({ settings: { githubProviderArn: undefined } });
  });

  it.each(['example-org/keywatch', 'example-org@123456/keywatch@456789', 'o/k.e_y-1'])(
    'take the repository %s',
    (repository) => {
      expect(problemsOf({ repository })).toEqual([]);
    },
  );

  it.each([
    '',
    'keywatch',
    '*/keywatch',
    'example-org/*',
    'example-org/keywatch:*',
    'example-org@1/keywatch',
  ])('refuse the repository "%s"', (repository) => {
    expect(problemsOf({ repository })).toEqual([
      `keywatch-bootstrap:repository is "${repository}"; it takes OWNER/NAME, or OWNER@ID/NAME@ID for a repository with immutable subjects, both without "*".`,
    ]);
  });

  it('refuse a provider of somebody else than GitHub', () => {
    const githubProviderArn = 'arn:aws:iam::111122223333:oidc-provider/token.example.com';
    expect(problemsOf({ githubProviderArn })).toEqual([
      `keywatch-bootstrap:githubProviderArn is "${githubProviderArn}"; it takes the ARN of GitHub's OIDC provider, or an empty text.`,
    ]);
  });

  it('leave nobody to guess whether CI may destroy data', () => {
    expect(problemsOf({ stacks: '{"dev":{}}' })).toEqual([
      'keywatch-bootstrap:stacks.dev.mayDestroyData is missing; it takes true or false.',
    ]);
    expect(problemsOf({ stacks: '{"dev":{"mayDestroyData":"yes"}}' })).toEqual([
      'keywatch-bootstrap:stacks.dev.mayDestroyData is "yes"; it takes true or false.',
    ]);
  });

  it.each([
    ['no stack at all', '{}', 'stacks is empty; it takes at least one stack'],
    ['a list', '[]', 'stacks is []; it takes an object of stacks by name'],
    ['no JSON', 'dev', 'stacks is "dev"; it takes an object of stacks by name'],
    [
      'a name in upper case',
      '{"Dev":{"mayDestroyData":true}}',
      'stacks.Dev is "Dev"; it takes lower-case letters, digits and inner hyphens, 2 to 19 characters',
    ],
    [
      'a name that load balancers have no room for',
      '{"a-name-of-20-letters":{"mayDestroyData":true}}',
      'stacks.a-name-of-20-letters is "a-name-of-20-letters"; it takes lower-case letters, digits and inner hyphens, 2 to 19 characters',
    ],
    [
      'a name whose resources the role of another covers',
      '{"dev":{"mayDestroyData":true},"dev-2":{"mayDestroyData":true}}',
      'stacks.dev-2 begins like dev, whose role could change everything named keywatch-dev-2-…; it takes a name of its own',
    ],
    [
      'a wildcard among the topics',
      '{"dev":{"mayDestroyData":true,"topicNames":["pattern1-*"]}}',
      'stacks.dev.topicNames.0 is "pattern1-*"; it takes the name of a topic, without wildcards',
    ],
    [
      'an unknown setting of a stack',
      '{"dev":{"mayDestroyData":true,"topics":[]}}',
      'stacks.dev.topics is not a setting; Pulumi.yaml describes those there are',
    ],
  ])('refuse %s', (_what, stacks, sentence) => {
    expect(problemsOf({ stacks })).toEqual([`keywatch-bootstrap:${sentence}.`]);
  });

  it('take names that begin alike without a hyphen between', () => {
    expect(
      problemsOf({ stacks: '{"dev":{"mayDestroyData":true},"devops":{"mayDestroyData":true}}' }),
    ).toEqual([]);
  });

  it('are refused with all their problems at once', () => {
    expect(problemsOf({ repository: '', stacks: '{}', repositry: 'x' })).toHaveLength(3);
  });
});
