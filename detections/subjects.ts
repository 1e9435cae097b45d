/** A role's own calls. */
export interface RoleSubject {
  /** ARN of the IAM role the service's tasks run as. */
  readonly taskRoleArn: string;
}

/** A role's calls, and where they come from when its own tasks make them. At least one origin is known. */
export interface OriginSubject extends RoleSubject {
  /** Public addresses of NAT gateways. */
  readonly sourceAddresses: readonly string[];
  /** VPC endpoints of KMS. */
  readonly vpcEndpointIds: readonly string[];
}

/** The use of a KMS key that belongs to an application. */
export interface ApplicationKeySubject {
  readonly keyArn: string;
  /** ARNs of the roles whose key it is. */
  readonly userArns: readonly string[];
  /** ARNs of roles and users who look after it. */
  readonly administratorArns: readonly string[];
}

/** The administration of a KMS key. */
export interface KeySubject {
  readonly keyArn: string;
  /** `undefined`: none is known. */
  readonly aliasArn: string | undefined;
}

/** Where a call has its effect: a trail of all regions, or of an organization, records the calls of others too. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** A part of the monitoring itself: what sees, then what tells. A `name` that ends in `*` stands for all that begin so. */
export type MonitoringSubject =
  | { readonly kind: 'trail'; readonly name: string; readonly arn: string }
  | { readonly kind: 'bucket'; readonly name: string }
  | { readonly kind: 'log-group'; readonly name: string }
  /** The trail's own, and what its account prescribes to all log groups of its region. */
  | ({ readonly kind: 'trail-log-group'; readonly name: string } & Place)
  /** With what all metrics of their account and region share. */
  | ({ readonly kind: 'alarms'; readonly name: string } & Place)
  | { readonly kind: 'topic'; readonly arn: string }
  /** With the queue it reads, if there is one of that name. */
  | { readonly kind: 'function'; readonly name: string; readonly queueArn: string }
  | { readonly kind: 'rules'; readonly name: string }
  | { readonly kind: 'queue'; readonly name: string; readonly arn: string }
  | { readonly kind: 'table'; readonly name: string; readonly arn: string }
  /** Those that AWS services take on behalf of the monitoring. */
  | { readonly kind: 'roles'; readonly names: readonly string[] }
  /** What the function reads a channel's address or key from; its name without the end that AWS chooses for the ARN. */
  | { readonly kind: 'secret'; readonly name: string };

/** A log group that events must arrive in. */
export interface LogGroupSubject {
  readonly logGroupName: string;
}

/** What a detection watches, by its scope: the values its filter pattern is rendered with. */
export interface Subjects {
  readonly role: RoleSubject;
  readonly origin: OriginSubject;
  readonly 'application-key': ApplicationKeySubject;
  readonly key: KeySubject;
  readonly monitoring: MonitoringSubject;
  readonly 'log-group': LogGroupSubject;
}

export type Scope = keyof Subjects;

/** Scopes whose detections look at records, through metric filters; the others look at a metric of AWS's own. */
export type RecordScope = Exclude<Scope, 'log-group'>;
