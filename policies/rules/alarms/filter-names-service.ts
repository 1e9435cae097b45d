import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { filterType } from './filter-metrics.ts';

/** Names of events are not unique: matching one without its source counts another service's. */
export const filterNamesService: Rule = {
  id: 'filter-names-service',
  sentence: 'A metric filter on CloudTrail records names the service whose events it is about.',
  controls: ['field'],
  on: [filterType],
  check: ({ properties }) => {
    const pattern = text(properties['pattern']);
    return /\$\.eventName\b|\$\.errorCode\b|\$\.userIdentity\b/.test(pattern) &&
      !/\$\.eventSource\s*=/.test(pattern)
      ? 'The pattern has no $.eventSource; add it, for example $.eventSource = "kms.amazonaws.com".'
      : undefined;
  },
};
