import type { AnswerTable, Registration } from './answer.ts';

/**
 * awsx's components are constructed by their own provider, which an evaluation does not run: each is one
 * recorded resource with the outputs the program may read. Their children are not declared here.
 */
export const awsxAnswers: AnswerTable = {
  'awsx:ec2:Vpc': (r) => {
    const zones =
      typeof r.inputs['numberOfAvailabilityZones'] === 'number' ? r.inputs['numberOfAvailabilityZones'] : 3;
    const subnets = (kind: string): string[] =>
      Array.from({ length: zones }, (_, zone) => `subnet-0${r.digits(16, `${kind}-${zone}`)}`);
    const routeTables = (kind: string): object[] =>
      subnets(kind).map((subnetId, zone) => ({
        subnetId,
        routeTableId: `rtb-0${r.digits(16, `${kind}-${zone}-routes`)}`,
      }));
    return {
      id: '',
      outputs: {
        vpcId: `vpc-0${r.digits(16)}`,
        publicSubnetIds: subnets('public'),
        privateSubnetIds: subnets('private'),
        isolatedSubnetIds: subnets('isolated'),
        routeTableAssociations: ['public', 'private', 'isolated'].flatMap(routeTables),
        natGateways: natAddresses(r, zones).map((publicIp, zone) => ({
          id: `nat-0${r.digits(16, `nat-${zone}`)}`,
          publicIp,
        })),
      },
    };
  },
  'awsx:ecr:Repository': (r) => ({
    id: '',
    outputs: { url: `${r.accountId}.dkr.ecr.${r.region}.amazonaws.com/${r.physicalName()}` },
  }),
  'awsx:ecr:Image': (r) => ({
    id: '',
    outputs: { imageUri: `${String(r.inputs['repositoryUrl'])}@sha256:${r.digits(64)}` },
  }),
};

/** The addresses of the NAT gateways, of a range kept for documentation. @see https://www.rfc-editor.org/rfc/rfc5737 */
function natAddresses(r: Registration, zones: number): string[] {
  const { strategy = 'OnePerAz' } = (r.inputs['natGateways'] ?? {}) as { readonly strategy?: string };
  const count = { None: 0, Single: 1, OnePerAz: zones }[strategy] ?? zones;
  const first = Number.parseInt(r.digits(2, 'nat-addresses'), 16) % 200;
  return Array.from({ length: count }, (_, zone) => `203.0.113.${first + zone + 1}`);
}
