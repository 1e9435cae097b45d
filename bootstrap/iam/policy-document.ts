/** An IAM, key, trust or bucket policy, as its JSON is spelled. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Only in key, trust and bucket policies. */
  readonly Principal?: '*' | Readonly<Partial<Record<'AWS' | 'Federated', string>>>;
  readonly Action: string | readonly string[];
  /** Absent in trust policies, and where `NotResource` stands. */
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document of these statements. */
export function policyDocument(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
