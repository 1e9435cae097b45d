/** A resource as the program registered it with the engine. */
export interface DeclaredResource {
  /** Pulumi type token, for example `aws:kms/key:Key`. */
  readonly type: string;
  /** Logical name within the program. */
  readonly name: string;
  readonly urn: string;
  /** Inputs as plain JSON values; secrets are unwrapped, unknowns do not occur. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Physical id, or the empty string for a component. */
  readonly id: string;
  /** Inputs together with what AWS would have answered (ids, ARNs, endpoints). */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** URN of the parent, or `undefined` for the stack itself. */
  readonly parent: string | undefined;
  readonly options: DeclaredOptions;
}

/** The resource options that tests and policy rules look at. */
export interface DeclaredOptions {
  /** True for a custom resource, false for a component. */
  readonly custom: boolean;
  /** True for a component constructed by its provider (awsx). */
  readonly remote: boolean;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly dependsOn: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly retainOnDelete: boolean;
}

/** Everything one evaluation of the program declared. */
export interface DeclaredStack {
  readonly project: string;
  readonly stack: string;
  /** `aws:region` of the stack's configuration. */
  readonly region: string;
  /** The account the evaluation answered for. */
  readonly accountId: string;
  /** What the program warned of, in order. */
  readonly warnings: readonly string[];
  /** In registration order. */
  readonly resources: readonly DeclaredResource[];
  /** Stack outputs, by name, as plain JSON values. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** All resources of a type, in registration order. */
  ofType(type: string): readonly DeclaredResource[];
  /**
   * The resource with this type and logical name.
   * @throws Error that lists the names that exist when there is none.
   */
  resource(type: string, name: string): DeclaredResource;
}

/** The typed view over what a monitor recorded. */
export function createDeclaredStack(
  identity: {
    readonly project: string;
    readonly stack: string;
    readonly region: string;
    readonly accountId: string;
    readonly warnings?: readonly string[];
  },
  resources: readonly DeclaredResource[],
  outputs: Readonly<Record<string, unknown>>,
): DeclaredStack {
  const ofType = (type: string): readonly DeclaredResource[] => resources.filter((r) => r.type === type);
  return {
    warnings: [],
    ...identity,
    resources,
    outputs,
    ofType,
    resource(type, name) {
      const found = resources.find((r) => r.type === type && r.name === name);
      if (found !== undefined) return found;
      const names = ofType(type).map((r) => r.name);
      throw new Error(`No ${type} is named "${name}". Declared: ${names.join(', ') || 'none of this type'}.`);
    },
  };
}
