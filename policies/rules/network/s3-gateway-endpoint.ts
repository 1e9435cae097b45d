import { covers, isForEverybody, readStatements, type Statement } from '../../policy-documents.ts';
import { refersTo } from '../../refers-to.ts';
import type { Resource } from '../../resource.ts';
import type { Rule } from '../../rule.ts';
import { isStated, list, text } from '../../values.ts';

/** ECR's image layers are files in S3, and what a NAT gateway carries is charged; a gateway endpoint costs nothing. */
export const s3GatewayEndpoint: Rule = {
  id: 's3-gateway-endpoint',
  sentence: 'A VPC reads S3, where image layers are, through a gateway endpoint of its own, and only reads.',
  controls: ['field'],
  on: ['aws:ec2/vpc:Vpc'],
  check: (vpc, stack) => {
    const endpoints = stack.find(
      'aws:ec2/vpcEndpoint:VpcEndpoint',
      ({ properties }) =>
        text(properties['serviceName']).endsWith('.s3') &&
        ['', 'Gateway'].includes(text(properties['vpcEndpointType'])) &&
        refersTo(properties['vpcId'], vpc),
    );
    return endpoints.length === 0
      ? 'The VPC has no gateway endpoint for S3; declare one, which costs nothing (egress: nat and endpoints do).'
      : endpoints.flatMap(problemsOf);
  },
};

function problemsOf({ properties: { policy, routeTableIds } }: Resource): readonly string[] {
  const allowing = isStated(policy) ? readStatements(policy).filter(({ allows }) => allows) : [];
  return [
    ...(list(routeTableIds).length === 0
      ? ['The gateway endpoint of S3 is in no route table; routeTableIds takes those of the private subnets.']
      : []),
    ...(allowing.length > 0 && allowing.every(onlyReads)
      ? []
      : [
          'The gateway endpoint of S3 does not let through reading alone; its policy takes s3:GetObject for Principal *, on ARNs of S3. ECR signs the addresses, so roles of the stack can not be named.',
        ]),
  ];
}

function onlyReads(statement: Statement): boolean {
  return (
    !statement.negated &&
    isForEverybody(statement) &&
    covers(statement, 's3:GetObject') &&
    statement.actions.every((action) => action === 's3:GetObject') &&
    statement.resources.length > 0 &&
    statement.resources.every((resource) => /^arn:[^:*]+:s3:::./.test(resource))
  );
}
