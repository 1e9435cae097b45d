/** A role session: what a task, a function or a person who assumed a role signs as. */
export interface AssumedRole {
  readonly type: 'AssumedRole';
  readonly accountId: string;
  /** ARN of the role, its path included. */
  readonly roleArn: string;
  /** Unique id of the role, `AROA…`. */
  readonly roleId: string;
  /** For a task role this is the ECS task id. */
  readonly sessionName: string;
  /** When the session's credentials were issued. */
  readonly sessionStartedAtMs: number;
}

/** An IAM user with long-lived credentials. */
export interface IamUser {
  readonly type: 'IAMUser';
  readonly accountId: string;
  /** ARN of the user, its path included. */
  readonly userArn: string;
  /** Unique id of the user, `AIDA…`. */
  readonly userId: string;
}

/** Who made a call, as far as AWS tells principals apart here. */
export type Principal = AssumedRole | IamUser;

/** Credentials the endpoint knows, and who holds them. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present for temporary credentials, which are refused without it. */
  readonly sessionToken?: string;
  readonly principal: Principal;
  /**
   * The address AWS would see these credentials used from, for example the address of the stack's NAT
   * gateway. Without it the address is that of the connection.
   */
  readonly sourceIp?: string;
  /** The VPC endpoint AWS would see their calls pass. */
  readonly vpcEndpointId?: string;
}

/** The last segment of a role's or user's ARN: its name without the path. */
export function nameOf(principal: Principal): string {
  const arn = principal.type === 'AssumedRole' ? principal.roleArn : principal.userArn;
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/**
 * The ARN that policies, error messages and CloudTrail name a caller by. The ARN of a session holds the role's
 * name but not its path.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function callerArn(principal: Principal): string {
  if (principal.type === 'IAMUser') return principal.userArn;
  const partition = principal.roleArn.split(':')[1] ?? 'aws';
  return `arn:${partition}:sts::${principal.accountId}:assumed-role/${nameOf(principal)}/${principal.sessionName}`;
}

/** The unique id AWS calls `aws:userid` and CloudTrail `principalId`. */
export function principalId(principal: Principal): string {
  return principal.type === 'IAMUser' ? principal.userId : `${principal.roleId}:${principal.sessionName}`;
}
