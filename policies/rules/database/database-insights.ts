import type { Rule } from '../../rule.ts';
import { isStated, isTrue } from '../../values.ts';

export const databaseInsights: Rule = {
  id: 'database-insights',
  sentence: 'A database reports which queries load it, encrypted with a key of the account.',
  controls: ['CKV_AWS_353', 'CKV_AWS_354', 'AWS-0133'],
  on: ['aws:rds/instance:Instance'],
  check: ({ properties: { performanceInsightsEnabled, performanceInsightsKmsKeyId } }) =>
    isTrue(performanceInsightsEnabled) && isStated(performanceInsightsKmsKeyId)
      ? undefined
      : 'Performance Insights is off or without a key; it takes performanceInsightsEnabled true and performanceInsightsKmsKeyId.',
};
