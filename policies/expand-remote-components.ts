import type { Resource } from './resource.ts';
import { at, list, number, text } from './values.ts';

/**
 * awsx's components are made by their provider: in a deployment their children are resources like any others, in an
 * evaluation there are none. There the children that rules look at are derived from what the program asked for, so
 * that rules know AWS's resources alone. Transforms, which change children, can't be seen here.
 */
export function expandRemoteComponents(resources: readonly Resource[]): readonly Resource[] {
  const parents = new Set(resources.map(({ parent }) => parent));
  return resources.flatMap((resource) => {
    const expand = expansions[resource.type];
    if (expand === undefined || parents.has(resource.urn)) return [resource];
    return [resource, ...expand(resource)];
  });
}

const expansions: Readonly<Record<string, (component: Resource) => readonly Resource[]>> = {
  'awsx:ec2:Vpc': (component) => {
    const { vpcId, cidrBlock } = component.properties;
    return [child(component, 'aws:ec2/vpc:Vpc', { id: vpcId, cidrBlock })];
  },
  'awsx:ecr:Repository': (component) => {
    const { name, lifecyclePolicy, ...rest } = component.properties;
    const policy = JSON.stringify({ rules: lifecycleRules(lifecyclePolicy) });
    const skipped = at(lifecyclePolicy, 'skip') === true;
    return [
      child(component, 'aws:ecr/repository:Repository', { ...rest, name, repositoryUrl: rest['url'] }),
      ...(skipped
        ? []
        : [child(component, 'aws:ecr/lifecyclePolicy:LifecyclePolicy', { repository: name, policy })]),
    ];
  },
  'awsx:ecr:Image': (component) => {
    const { repositoryUrl, platform, imageTag } = component.properties;
    const tags = [`${text(repositoryUrl)}:${text(imageTag)}`];
    return [child(component, 'docker-build:index:Image', { platforms: list(platform), tags })];
  },
};

/** awsx keeps one untagged image where nothing is asked for. */
function lifecycleRules(lifecyclePolicy: unknown): readonly object[] {
  const rules = list(at(lifecyclePolicy, 'rules'));
  return (rules.length > 0 ? rules : [{ tagStatus: 'untagged', maximumNumberOfImages: 1 }]).map(
    (rule, index) => ({
      rulePriority: index + 1,
      selection: {
        tagStatus: text(at(rule, 'tagStatus')),
        countType: 'imageCountMoreThan',
        countNumber: number(at(rule, 'maximumNumberOfImages')),
      },
      action: { type: 'expire' },
    }),
  );
}

function child({ name, urn }: Resource, type: string, properties: Resource['properties']): Resource {
  return { type, name, urn: `${urn}$${type}`, parent: urn, properties };
}
