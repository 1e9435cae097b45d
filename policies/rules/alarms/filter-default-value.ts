import type { Rule } from '../../rule.ts';
import { at, number } from '../../values.ts';
import { filterType } from './filter-metrics.ts';

/** The value is a text in the provider's schema. */
export const filterDefaultValue: Rule = {
  id: 'filter-default-value',
  sentence: 'A metric filter counts each match as 1 and everything else as 0.',
  controls: ['field'],
  on: [filterType],
  check: ({ properties }) => {
    const transformation = properties['metricTransformation'];
    return [
      ...(number(at(transformation, 'defaultValue')) === 0
        ? []
        : [
            'metricTransformation.defaultValue is not 0; without it an alarm keeps judging the last match and recovers late or never.',
          ]),
      ...(number(at(transformation, 'value')) === 1
        ? []
        : [
            'metricTransformation.value is not 1; an alarm on the sum then counts something else than matches.',
          ]),
    ];
  },
};
