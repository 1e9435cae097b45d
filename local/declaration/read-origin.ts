import type { DeclaredStack } from '../../stack/declared-stack.ts';
import { propertiesOf } from '../../stack/declared/properties.ts';
import type { OriginPlan } from './local-plan.ts';

/** Of a task with a public address of its own: of a range kept for documentation. @see https://www.rfc-editor.org/rfc/rfc5737 */
const publicTaskAddress = '192.0.2.10';

/**
 * Where AWS would see the tasks' calls to KMS come from, as the stack declares their way out: a VPC endpoint shows
 * their private address, a NAT gateway its own.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html
 */
export function readOrigin(stack: DeclaredStack): OriginPlan {
  const [vpc] = stack.ofType('awsx:ec2:Vpc');
  const endpoint = stack
    .ofType('aws:ec2/vpcEndpoint:VpcEndpoint')
    .find(({ outputs }) => String(outputs['serviceName']).endsWith('.kms'));
  if (endpoint !== undefined) {
    const cidrBlock = vpc === undefined ? '10.0.0.0/16' : propertiesOf(vpc).text('cidrBlock');
    return { sourceAddress: cidrBlock.replace(/\.\d+\/\d+$/, '.10'), vpcEndpointId: endpoint.id };
  }
  const [gateway] = (vpc?.outputs['natGateways'] ?? []) as readonly { readonly publicIp: string }[];
  return { sourceAddress: gateway?.publicIp ?? publicTaskAddress, vpcEndpointId: undefined };
}
