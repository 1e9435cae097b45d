import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boundaryPolicy } from '../../../bootstrap/iam/boundary-policy.ts';
import { deployerPolicies, readerPolicies, target } from '../../support/bootstrap/ci-policies.ts';

/** The documents as somebody has read and agreed to them: a change of a policy is a change of its file as well. */
const agreed = (name: string): unknown =>
  JSON.parse(readFileSync(`tests/fixtures/bootstrap/${name}.json`, 'utf8'));

describe('the policies of CI are those that were agreed to', () => {
  it.each([
    ['reader', readerPolicies()],
    ['deploy-dev', deployerPolicies('dev')],
    ['deploy-prod', deployerPolicies('prod')],
    ['boundary-dev', boundaryPolicy(target('dev'))],
  ])('%s', (name, documents) => {
    expect(documents).toEqual(agreed(name));
  });

  it('for prod those of dev with its own names, with the preservation of data in place of its destruction', () => {
    const { destruction, ...rest } = agreed('deploy-dev') as Record<string, unknown>;
    const { preservation, ...ofProd } = agreed('deploy-prod') as Record<string, unknown>;
    expect(destruction).toBeDefined();
    expect(preservation).toBeDefined();
    const asProd = JSON.stringify(rest)
      .replaceAll('keywatch-dev-', 'keywatch-prod-')
      .replaceAll('/keywatch/dev', '/keywatch/prod')
      .replaceAll('"dev"', '"prod"')
      .replaceAll('boundary-dev', 'boundary-prod')
      .replaceAll(/,"arn:aws:sns:[^"]*pattern1-logging-topic"/g, '')
      .replaceAll(/,?"arn:aws:cloudwatch:[^"]*Pattern1ApplicationKMSSecurityAlarm"/g, '');
    expect(ofProd).toEqual(JSON.parse(asProd));
  });
});
