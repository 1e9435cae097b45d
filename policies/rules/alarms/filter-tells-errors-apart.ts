import type { Rule } from '../../rule.ts';
import { text } from '../../values.ts';
import { filterType } from './filter-metrics.ts';

export const filterTellsErrorsApart: Rule = {
  id: 'filter-tells-errors-apart',
  sentence: 'A metric filter takes no error for any other.',
  controls: ['field'],
  on: [filterType],
  check: ({ properties }) =>
    /\$\.errorCode\s*=\s*"?\*"?/.test(text(properties['pattern']))
      ? 'The pattern counts every errorCode, so an outage and an attack look alike; name the errors, for example InvalidCiphertext*.'
      : undefined,
};
