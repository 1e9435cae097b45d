import type * as pulumi from '@pulumi/pulumi';
import { mapInput } from './map-input.ts';
import type { Origin, Watched, WatchedSubjectsArgs } from './watched.ts';

/** An IAM role whose KMS calls are watched. */
export interface WatchedRole {
  readonly arn: string;
  /**
   * Account and name, which keep the names of its filters, metrics and alarms apart from other roles'. `undefined`
   * for the stack's own task role: an application's names are the same whatever else is watched.
   */
  readonly identity: string | undefined;
  readonly about: string;
  /** Where it calls from; `undefined`: nobody knows. */
  readonly origin: pulumi.Input<Origin> | undefined;
  /** Why nobody would know, and what cures it. */
  readonly originUnknown: string;
}

/** The roles a stack watches: its own application's, then those of others. */
export function watchedRoles({
  names,
  settings,
  taskOrigin,
}: Pick<WatchedSubjectsArgs, 'names' | 'settings' | 'taskOrigin'>): WatchedRole[] {
  const own: WatchedRole = {
    arn: names.taskRoleArn,
    identity: undefined,
    about: `Role: ${names.taskRoleArn}`,
    origin: taskOrigin,
    originUnknown:
      'with egress public-ip tasks call from addresses that change; egress nat or endpoints cures that',
  };
  const origin = settings.monitorOrigins.length === 0 ? undefined : originOf(settings.monitorOrigins);
  const others = settings.monitorRoleArns.map((arn) => ({
    arn,
    identity: roleIdentity(arn),
    about: `Role: ${arn}`,
    origin,
    originUnknown:
      'where tasks call from is nowhere named; monitorOrigins takes the addresses of their NAT gateways and their VPC endpoints of KMS',
  }));
  return [...(settings.deployApplication ? [own] : []), ...others];
}

function originOf(places: readonly string[]): Origin {
  const isEndpoint = (place: string): boolean => place.startsWith('vpce-');
  return {
    sourceAddresses: places.filter((place) => !isEndpoint(place)),
    vpcEndpointIds: places.filter(isEndpoint),
  };
}

/** The roles together with where they call from, as far as that is known. */
export function watchedOrigins(roles: readonly WatchedRole[]): Watched<'origin'> {
  return {
    watches: roles.flatMap(({ arn: taskRoleArn, identity, about, origin }) => {
      if (origin === undefined) return [];
      const subject = mapInput(origin, (known) => ({ taskRoleArn, ...known }));
      return [{ identity, about, subjects: [{ word: undefined, subject }] }];
    }),
    unknown: roles.flatMap(({ arn, origin, originUnknown }) =>
      origin === undefined ? [{ whose: arn, because: originUnknown }] : [],
    ),
  };
}

/** A name that is its own whose it is. */
export function namedFor({ identity }: { readonly identity: string | undefined }, name: string): string {
  return identity === undefined ? name : `${name}-${identity}`;
}

/**
 * Account and name of a role, without its path: no two roles of an account share a name, whatever their paths.
 * Made of this role alone, so that another one in the list renames nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function roleIdentity(roleArn: string): string {
  const [, , , , accountId = '', resource = ''] = roleArn.split(':');
  return `${accountId}-${resource.replace(/^.*\//, '')}`;
}
