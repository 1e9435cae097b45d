import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { monitoringPrices } from '../price-table/monitoring.ts';
import type { Tariff, Tariffs } from './tariff.ts';

/** Alarms that a target-tracking policy makes: one to scale out, one to scale in. @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html */
const alarmsOfTargetTracking = 2;

const scalingPolicy: Tariff = (resource) => {
  const type = propertiesOf(resource).optionalText('policyType') ?? 'StepScaling';
  if (type !== 'TargetTrackingScaling') {
    throw new CostError(
      `${resource.type} "${resource.name}": a policy of type ${type} has no tariff; TargetTrackingScaling has.`,
    );
  }
  const what = 'alarms that autoscaling makes for itself';
  return { idle: [{ what, quantity: alarmsOfTargetTracking, price: monitoringPrices.alarm }], usage: [] };
};

export const autoscalingTariffs: Tariffs = { 'aws:appautoscaling/policy:Policy': scalingPolicy };
