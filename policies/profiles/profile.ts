/** A rule that a stack does not keep, on purpose. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** Logical names of the resources it is for; absent: all that the rule judges. */
  readonly resources?: readonly string[];
  /** Why, for who reviews the stack. */
  readonly reason: string;
}

/** How strictly a kind of stack is held to the rules. */
export interface Profile {
  readonly name: string;
  /** Names of the stacks it is for; `*` stands for any text. */
  readonly stacks: readonly string[];
  /** Whether essential rules can't be waived. */
  readonly production: boolean;
  readonly waivers: readonly Waiver[];
}
