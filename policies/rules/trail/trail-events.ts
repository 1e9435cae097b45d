import type { Rule } from '../../rule.ts';
import { at, list, text, texts } from '../../values.ts';

/**
 * KMS is the busiest source of events, so people exclude it; encryption, decryption and data keys are read events.
 * Without selectors a trail records all management events.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export const trailEvents: Rule = {
  id: 'trail-events',
  sentence: 'A trail records all management events, those of KMS and those that only read among them.',
  controls: ['field', 'CIS 4.1', 'FSBP CloudTrail.1'],
  essential: 'trail with KMS events',
  on: ['aws:cloudtrail/trail:Trail'],
  check: ({ properties: { eventSelectors, advancedEventSelectors } }) => {
    const basic = list(eventSelectors);
    const advanced = list(advancedEventSelectors);
    if (basic.length === 0 && advanced.length === 0) return;
    if (basic.some(recordsAll) || advanced.some(recordsAllAdvanced)) return;
    return 'The selectors drop KMS events or reads, so no use of a key is ever seen; it takes includeManagementEvents true, readWriteType All and no excludeManagementEventSources.';
  },
};

function recordsAll(selector: unknown): boolean {
  return (
    at(selector, 'includeManagementEvents') !== false &&
    ['', 'All'].includes(text(at(selector, 'readWriteType'))) &&
    list(at(selector, 'excludeManagementEventSources')).length === 0
  );
}

/** Management events and no other condition. */
function recordsAllAdvanced(selector: unknown): boolean {
  const fields = list(at(selector, 'fieldSelectors'));
  return (
    fields.length === 1 &&
    at(fields[0], 'field') === 'eventCategory' &&
    texts(at(fields[0], 'equals')).includes('Management')
  );
}
