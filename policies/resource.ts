/** A resource of a stack, as rules see it. */
export interface Resource {
  /** Pulumi type token, for example `aws:kms/key:Key`. */
  readonly type: string;
  /** Logical name within the program. */
  readonly name: string;
  readonly urn: string;
  /** Inputs and, where it is known, what AWS answered, `id` among it. Unknown values are `unknownValue`. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** URN of the parent, or `undefined` for the stack itself. */
  readonly parent: string | undefined;
}
