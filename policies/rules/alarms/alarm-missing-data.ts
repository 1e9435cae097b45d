import type { Rule } from '../../rule.ts';
import { problem, text } from '../../values.ts';
import { alarmType } from './filter-metrics.ts';

/** A dead man's alarm alone takes silence for a breach. */
export const alarmMissingData: Rule = {
  id: 'alarm-missing-data',
  sentence: 'An alarm knows what silence means, and does not latch.',
  controls: ['field'],
  on: [alarmType],
  check: ({ properties: { treatMissingData, comparisonOperator } }) => {
    const isDeadMan = text(comparisonOperator).startsWith('LessThan');
    return treatMissingData === 'notBreaching' || (isDeadMan && treatMissingData === 'breaching')
      ? undefined
      : problem(
          'treatMissingData',
          treatMissingData,
          isDeadMan ? 'notBreaching or breaching' : 'notBreaching',
          'Otherwise the alarm stays as it is while nothing happens, and tells no second time.',
        );
  },
};
