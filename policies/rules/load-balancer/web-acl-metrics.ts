import type { Rule } from '../../rule.ts';
import { at, list, text } from '../../values.ts';

export const webAclMetrics: Rule = {
  id: 'web-acl-metrics',
  sentence: 'A web ACL and each of its rules count what they did.',
  controls: ['FSBP WAF.12'],
  on: ['aws:wafv2/webAcl:WebAcl'],
  check: ({ properties }) =>
    [properties, ...list(properties['rules'])]
      .filter(
        (holder) =>
          at(holder, 'visibilityConfig', 'cloudwatchMetricsEnabled') !== true ||
          text(at(holder, 'visibilityConfig', 'metricName')) === '',
      )
      .map(
        (holder) =>
          `${text(at(holder, 'name'))} has no metric; set visibilityConfig with cloudwatchMetricsEnabled true and a metricName.`,
      ),
};
