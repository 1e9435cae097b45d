import { describe, expect, it } from 'vitest';
import type { DeclaredResource } from '../../../stack/declared-stack.ts';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

const logGroup = (inputs: Record<string, unknown> = {}) =>
  declare('aws:cloudwatch/logGroup:LogGroup', 'group', inputs, { arn: 'arn:logs:group' });

describe('what costs nothing while idle', () => {
  it('is a log group: what comes in and what is kept is use', () => {
    expect(idleCost([logGroup()])).toEqual([]);
    expect(usageCost([logGroup()], 'ap-southeast-2')).toEqual([
      ['logs of trail, service and database', 0.67, 'GB'],
      ['logs kept, compressed', 0.033, 'GB-month'],
    ]);
  });

  it.each([
    declare('aws:ec2/flowLog:FlowLog', 'flow', { logDestination: 'arn:logs:group' }),
    declare('aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration', 'waf', {
      logDestinationConfigs: ['arn:logs:group'],
    }),
  ])('knows a group of vended logs by $type', (delivery) => {
    expect(usageCost([logGroup(), delivery])[0]).toEqual(['logs of VPC flows and WAF', 0.5, 'GB']);
  });

  it('is a bucket: files and requests are use', () => {
    expect(usageCost([declare('aws:s3/bucket:Bucket', 'files')], 'ap-southeast-2')).toEqual([
      ['files in S3', 0.025, 'GB-month'],
      ['writing to S3', 0.0055, '1,000 PUT requests'],
      ['reading from S3', 0.00044, '1,000 GET requests'],
    ]);
  });

  it('is a saved query: what it reads is use', () => {
    const query = declare('aws:cloudwatch/queryDefinition:QueryDefinition', 'query');
    expect(usageCost([query])).toEqual([['logs read by Logs Insights queries', 0.005, 'GB']]);
    expect(idleCost([query])).toEqual([]);
  });

  it('is a repository of images', () => {
    expect(idleCost([declare('awsx:ecr:Repository', 'images')])).toEqual([]);
    expect(usageCost([declare('awsx:ecr:Repository', 'images')])).toEqual([
      ['images in ECR', 0.1, 'GB-month'],
    ]);
  });

  it("is a trail: the first copy of an account's management events is free, data events are not", () => {
    const trail = (selector: object) =>
      declare('aws:cloudtrail/trail:Trail', 'trail', { eventSelectors: [selector] });
    expect(idleCost([trail({ readWriteType: 'All' })])).toEqual([]);
    expect(usageCost([trail({ readWriteType: 'All' })])).toEqual([
      ['management events, where another trail has the first copy', 2, '100,000 events'],
    ]);
    expect(usageCost([trail({ dataResources: [{ type: 'AWS::S3::Object' }] })])).toContainEqual([
      'data events of the trail',
      0.1,
      '100,000 events',
    ]);
  });

  it.each<[DeclaredResource, string]>([
    [logGroup({ logGroupClass: 'INFREQUENT_ACCESS' }), 'the log class INFREQUENT_ACCESS has no tariff'],
    ...['insightSelectors', 'advancedEventSelectors'].map((property): [DeclaredResource, string] => [
      declare('aws:cloudtrail/trail:Trail', 'trail', { [property]: [{}] }),
      'insightSelectors and advancedEventSelectors have no tariff.',
    ]),
  ])('is refused where AWS charges otherwise (%#)', (resource, sentence) => {
    expect(() => idleCost([resource])).toThrow(sentence);
  });
});

describe('the tariff of a web ACL', () => {
  const acl = (...rules: readonly object[]) => declare('aws:wafv2/webAcl:WebAcl', 'acl', { rules });
  const managed = (vendorName: string, name: string) => ({
    statement: { managedRuleGroupStatement: { vendorName, name } },
  });

  it('charges the ACL and each of its rules, of our own or free ones of AWS', () => {
    const rules = [{}, { statement: {} }, managed('AWS', 'AWSManagedRulesCommonRuleSet')];
    expect(idleCost([acl(...rules)])).toEqual([
      ['web ACL', 1, 5, 5],
      ['rules of the web ACL', 3, 1, 3],
    ]);
    expect(usageCost([acl(...rules)])).toEqual([['requests that WAF inspects', 0.6, '1,000,000 requests']]);
  });

  it.each([
    ['AWS', 'AWSManagedRulesBotControlRuleSet'],
    ['AWS', 'AWSManagedRulesATPRuleSet'],
    ['Somebody', 'AWSManagedRulesCommonRuleSet'],
  ])('refuses rules of %s that are charged by themselves: %s', (vendor, name) => {
    expect(() => idleCost([acl({}, managed(vendor, name))])).toThrow(
      `the rule group ${name} of ${vendor} is charged by itself and has no tariff.`,
    );
  });
});
