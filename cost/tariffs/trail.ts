import { CostError } from '../cost-error.ts';
import { trailPrices } from '../price-table/monitoring.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

interface EventSelector {
  readonly dataResources?: readonly unknown[];
}

/** The first copy of an account's management events is free; a second trail's is not. */
const trail: Tariff = (resource) => {
  if ('insightSelectors' in resource.inputs || 'advancedEventSelectors' in resource.inputs) {
    throw new CostError(
      `${resource.type} "${resource.name}": insightSelectors and advancedEventSelectors have no tariff.`,
    );
  }
  const selectors = (resource.inputs['eventSelectors'] ?? []) as readonly EventSelector[];
  const hasDataEvents = selectors.some(({ dataResources = [] }) => dataResources.length > 0);
  return {
    idle: [],
    usage: [
      perUnit(
        'management events, where another trail has the first copy',
        trailPrices.furtherManagementEvents,
      ),
      ...(hasDataEvents ? [perUnit('data events of the trail', trailPrices.dataEvents)] : []),
    ],
  };
};

export const trailTariffs: Tariffs = { 'aws:cloudtrail/trail:Trail': trail };
