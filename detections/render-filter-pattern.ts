import type { Condition } from './condition.ts';

/** A condition as a filter pattern of CloudWatch Logs. */
export function renderFilterPattern(condition: Condition): string {
  return `{ ${render(condition)} }`;
}

function render(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.map(renderOperand).join(' && ');
    case 'any':
      return condition.of.map(renderOperand).join(' || ');
    case 'is':
      return `$.${condition.field} = "${condition.text}"`;
    case 'is-not':
      return `$.${condition.field} != "${condition.text}"`;
    case 'absent':
      return `$.${condition.field} NOT EXISTS`;
  }
}

function renderOperand(operand: Condition): string {
  return operand.kind === 'all' || operand.kind === 'any' ? `(${render(operand)})` : render(operand);
}
