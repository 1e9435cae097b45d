import { parseEvidenceSettings, settingsFile } from '../../functions/evidence/settings.ts';
import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import { DeclarationError, propertiesOf } from '../../stack/declared/properties.ts';
import type { EvidencePlan, EventRulePlan } from './local-plan.ts';
import { readEventPattern, readRuleState, sourcesOf } from './read-event-rule.ts';
import { readFastPath } from './read-fast-path.ts';

const tokens = {
  function: 'aws:lambda/function:Function',
  rule: 'aws:cloudwatch/eventRule:EventRule',
  target: 'aws:cloudwatch/eventTarget:EventTarget',
  permission: 'aws:lambda/permission:Permission',
} as const;

/** The alarms' source in EventBridge. */
const cloudWatch = 'aws.cloudwatch';

/**
 * Reads the function that explains alarms, as it is declared: what it knows is the file in its archive, what reaches it
 * are the rules that have it for a target. `undefined` where the stack declares none.
 * @throws DeclarationError when the archive or a rule can't be read.
 */
export function readEvidence(stack: DeclaredStack): EvidencePlan | undefined {
  const functions = stack.ofType(tokens.function).filter((each) => settingsOf(each) !== undefined);
  const [declared, ...others] = functions;
  if (declared === undefined) return undefined;
  if (others.length > 0) throw new DeclarationError('The local run explains alarms by one function alone.');
  const arn = propertiesOf(declared).text('arn');
  const rules = stack.ofType(tokens.rule).filter((rule) => reaches(stack, rule, arn));
  return {
    settings: parseEvidenceSettings(settingsOf(declared) ?? ''),
    rules: rules.flatMap((rule) => readRule(stack, rule, propertiesOf(declared).text('name'))),
    fastPath: readFastPath(stack, declared),
  };
}

/** The file of the archive, which the deployment writes beside the bundle. */
function settingsOf({ inputs }: DeclaredResource): string | undefined {
  const { assets } = (inputs['code'] ?? {}) as { assets?: Record<string, { text?: string } | undefined> };
  return assets?.[settingsFile]?.text;
}

function reaches(stack: DeclaredStack, rule: DeclaredResource, functionArn: string): boolean {
  return stack
    .ofType(tokens.target)
    .some(({ inputs }) => inputs['rule'] === rule.outputs['name'] && inputs['arn'] === functionArn);
}

/** Rules about other events than those of alarms have nobody who sends them here. */
function readRule(stack: DeclaredStack, resource: DeclaredResource, functionName: string): EventRulePlan[] {
  const rule = propertiesOf(resource);
  if (!sourcesOf(resource).includes(cloudWatch)) return [];
  return [
    {
      name: rule.text('name'),
      isEnabled: readRuleState(resource) !== 'DISABLED',
      mayInvoke: stack
        .ofType(tokens.permission)
        .some(
          ({ inputs }) =>
            inputs['function'] === functionName &&
            inputs['principal'] === 'events.amazonaws.com' &&
            inputs['sourceArn'] === rule.text('arn'),
        ),
      pattern: readEventPattern(resource),
    },
  ];
}
