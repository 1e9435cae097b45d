/** Options that every command of the Pulumi CLI takes. @see https://www.pulumi.com/docs/iac/cli/commands/pulumi/ */
const everywhere = ['-C', '--cwd', '--stack'];

/**
 * The commands of the Pulumi CLI that the pages show, each with the options shown. The CLI itself is fetched at its
 * first use and not here, so that whoever adds one reads its page first.
 */
const reviewed: Readonly<Record<string, readonly string[]>> = {
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_login/
  login: ['--local'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_init/
  'stack init': ['--secrets-provider'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_output/
  'stack output': ['--json'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/
  'stack export': ['--file'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_import/
  'stack import': ['--file'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_rm/
  'stack rm': [],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/
  'config set': ['--path', '--secret'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/
  preview: ['--policy-pack', '--refresh', '--expect-no-changes', '--diff'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/
  up: ['--policy-pack', '--refresh'],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_destroy/
  destroy: [],
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_state_unprotect/
  'state unprotect': ['--all'],
};

/** What is wrong with the arguments of `pulumi`, as far as it can be known here; `undefined` if nothing is. */
export function faultOfPulumiCommand(args: readonly string[]): string | undefined {
  const words = args.filter(
    (arg, index) => !arg.startsWith('-') && !['-C', '--cwd'].includes(args[index - 1] ?? ''),
  );
  const [first = '', second = ''] = words;
  const name = [`${first} ${second}`, first].find((each) => each in reviewed);
  if (name === undefined) return `"pulumi ${first} ${second}" is no command that was reviewed`;
  const options = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.replace(/=.*$/s, ''));
  const allowed = [...everywhere, ...(reviewed[name] ?? [])];
  const unknown = options.filter((option) => !allowed.includes(option));
  return unknown.length === 0 ? undefined : `"pulumi ${name}" with ${unknown.join(', ')} was not reviewed`;
}
