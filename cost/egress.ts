import type { DeclaredStack } from '../stack/declared-stack.ts';
import type { CostEstimate } from './estimate.ts';
import { sumOfCents } from './money.ts';

/** What interface endpoints would cost a stack that has none. Amounts are USD a month. */
export interface EndpointAlternative {
  /** Interface endpoints, each in every zone. */
  readonly endpointCount: number;
  readonly zones: number;
  /** The endpoints alone. */
  readonly endpoints: number;
  /** The stack with endpoints in place of its way to the internet (`egress: endpoints`). */
  readonly instead: number;
  /** The stack with endpoints beside what it has. */
  readonly beside: number;
}

const endpointType = 'aws:ec2/vpcEndpoint:VpcEndpoint';

/** Whether a stack has a network of its own, and no interface endpoints in it; a gateway endpoint costs nothing. */
export function couldHaveEndpoints(stack: DeclaredStack): boolean {
  const interfaces = stack
    .ofType(endpointType)
    .filter(({ inputs }) => inputs['vpcEndpointType'] === 'Interface');
  return stack.ofType('awsx:ec2:Vpc').length > 0 && interfaces.length === 0;
}

/** Compares a stack's cost with that of the same stack evaluated with `egress: endpoints`. */
export function compareEndpoints(estimate: CostEstimate, withEndpoints: CostEstimate): EndpointAlternative {
  const lines = withEndpoints.lines.filter(({ type }) => type === endpointType);
  const endpoints = sumOfCents(lines.map(({ monthly }) => monthly));
  return {
    endpointCount: lines.length,
    zones: (lines[0]?.quantity ?? 0) / withEndpoints.hoursPerMonth,
    endpoints,
    instead: withEndpoints.monthly,
    beside: sumOfCents([estimate.monthly, endpoints]),
  };
}
