import type { Statement } from '../../policy-documents.ts';

const service = 'logdelivery.elasticloadbalancing.amazonaws.com';

/** Whether a statement lets Elastic Load Balancing, and nobody else, write under a path of one account. */
export function isLoadBalancerDelivery({ principals, actions, resources }: Statement): boolean {
  const names = Object.values(principals).flat();
  return (
    names.length > 0 &&
    names.every((name) => name === service) &&
    actions.every((action) => action === 's3:PutObject') &&
    resources.every((resource) => /\/AWSLogs\/\d{12}\/\*$/.test(resource))
  );
}
