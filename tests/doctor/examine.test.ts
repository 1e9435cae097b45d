import { describe, expect, it } from 'vitest';
import type { Check } from '../../doctor/check.ts';
import { checks } from '../../doctor/checks/index.ts';
import { examine, outcomeOf, type CheckReport } from '../../doctor/examine.ts';
import { fault, ok, unchecked, warning } from '../../doctor/finding.ts';
import { renderReport } from '../../doctor/render-report.ts';
import { jsonError, xmlError, type Answers } from '../support/aws/recorded-answers.ts';
import { recordedContext, examineRecorded } from '../support/doctor/examine-recorded.ts';
import { healthyAnswers } from '../fixtures/doctor/healthy-stack.ts';

describe('a check that cannot be made', () => {
  const denied = 'User: arn:aws:iam::111122223333:user/x is not authorized to perform this action';
  it.each([
    [
      'for want of a permission',
      jsonError('AccessDeniedException', denied),
      'These credentials may not call cloudtrail:GetEventSelectors',
      'allow cloudtrail:GetEventSelectors; docs/doctor.md has a policy with all that is needed',
    ],
    [
      'because the credentials have expired',
      jsonError('ExpiredTokenException', 'The security token included in the request is expired'),
      'AWS does not accept these credentials (ExpiredTokenException)',
      'log in again, or choose others with AWS_PROFILE',
    ],
    [
      'because the endpoint does not know the call',
      jsonError('UnknownOperationException', ''),
      'The endpoint does not offer cloudtrail:GetEventSelectors',
      'ask AWS itself: a local run simulates only what the README lists',
    ],
    [
      'for another reason of AWS',
      jsonError('UnsupportedTrailException', 'This trail is somewhere else.'),
      'cloudtrail:GetEventSelectors failed with UnsupportedTrailException: This trail is somewhere else',
      'try again; if it stays so, ask AWS about this error',
    ],
  ])('%s says so once, with a cure, and leaves the others alone', async (_what, answer, sentence, cure) => {
    const found = await examineRecorded({ answers: { 'cloudtrail:GetEventSelectors': answer } });

    expect(found['trail-selectors']).toEqual([{ severity: 'unchecked', sentence, cure }]);
    const others = Object.values(found).flat();
    expect(others.filter(({ severity }) => severity !== 'ok')).toHaveLength(1);
    expect(others).toHaveLength(checks.length);
  });

  it('names the action in the query protocol as in the others', async () => {
    const found = await examineRecorded({
      answers: { 'elasticloadbalancing:DescribeTargetHealth': xmlError(403, 'AccessDenied', denied) },
    });

    expect(found['target-health']?.[0]?.sentence).toBe(
      'These credentials may not call elasticloadbalancing:DescribeTargetHealth',
    );
  });

  it("knows SNS's own word for a missing permission", async () => {
    const found = await examineRecorded({
      answers: {
        'sns:GetTopicAttributes': xmlError(403, 'AuthorizationError', denied),
        'sns:ListSubscriptionsByTopic': xmlError(403, 'AuthorizationError', denied),
      },
    });

    const sentences = ['topic-policy', 'topic-key', 'subscriptions'].map((id) => found[id]?.[0]?.sentence);
    expect(sentences).toEqual([
      'These credentials may not call sns:GetTopicAttributes',
      'These credentials may not call sns:GetTopicAttributes',
      'These credentials may not call sns:ListSubscriptionsByTopic',
    ]);
  });

  it('says that nothing answers', async () => {
    const { context } = recordedContext({});
    context.clients.cloudTrail.config.requestHandler.handle = () =>
      Promise.reject(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }));
    const reports = await examine(checks, context);

    expect(reports.find(({ id }) => id === 'trail-logging')?.findings).toEqual([
      unchecked(
        'There is no answer to cloudtrail:DescribeTrails (ECONNREFUSED)',
        'look at the network, a proxy and the region',
      ),
    ]);
  });

  it('through a defect of ours ends the examination instead', async () => {
    const broken: Check = {
      id: 'x',
      title: 'x',
      actions: [],
      run: () => Promise.reject(new TypeError('ours')),
    };

    await expect(examine([broken], recordedContext({}).context)).rejects.toThrow('ours');
  });
});

describe('the outcome', () => {
  const report = (...findings: CheckReport['findings']): CheckReport => ({ id: 'x', title: 'x', findings });
  const well = ok('a');
  const lacking = unchecked('b', 'c');
  it.each([
    ['well', [report(well), report()]],
    ['well', [report(well), report(warning('d', 'e'))]],
    ['faulty', [report(well), report(lacking, fault('f', 'g'))]],
    ['incomplete', [report(well), report(lacking)]],
    ['incomplete', [report(warning('d', 'e')), report(lacking)]],
    ['unknown', [report(lacking), report(lacking)]],
  ])('is %s of %j', (outcome, reports) => {
    expect(outcomeOf(reports)).toBe(outcome);
  });

  it('is unknown where AWS refuses the credentials of every call', async () => {
    const refused: Answers = Object.fromEntries(
      Object.keys(healthyAnswers).map((action) => [
        action,
        /^(sns|sts|elasticloadbalancing)/.test(action)
          ? xmlError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.')
          : jsonError(
              'UnrecognizedClientException',
              'The security token included in the request is invalid.',
            ),
      ]),
    );
    const reports = await examine(checks, recordedContext({ answers: refused }).context);

    expect(outcomeOf(reports)).toBe('unknown');
    expect(reports.flatMap(({ findings }) => findings)).toHaveLength(checks.length);
  });
});

describe('the report', () => {
  it('has one line for each finding, whatever AWS puts into its words, and counts them', () => {
    const text = renderReport([
      { id: 'trail', title: 'x', findings: [ok('All well')] },
      { id: 'topic-key', title: 'x', findings: [fault('Broken\nin two', 'mend it'), warning('Odd', 'look')] },
      { id: 'none', title: 'x', findings: [] },
      { id: 'image', title: 'x', findings: [unchecked('Unknown', 'ask')] },
    ]);

    expect(text).toBe(
      [
        'ok         trail      All well.',
        'FAULT      topic-key  Broken in two. Cure: mend it.',
        'warning    topic-key  Odd. Cure: look.',
        'unchecked  image      Unknown. Cure: ask.',
        '',
        '1 fault, 1 warning, 1 not checked.',
      ].join('\n'),
    );
  });

  it('says when there is nothing to say', () => {
    expect(renderReport([{ id: 'a', title: 'x', findings: [ok('Fine')] }])).toBe(
      'ok         a  Fine.\n\nAll is well.',
    );
  });
});
