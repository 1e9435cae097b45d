import { createHash } from 'node:crypto';
import type { PlainObject } from '../property-values.ts';
import type { Answer, AnswerContext, AnswerTable, FunctionTable, Registration } from './answer.ts';
import { awsAnswers } from './aws.ts';
import { awsxAnswers } from './awsx.ts';
import { functionAnswers } from './functions.ts';

/** The account every evaluation runs in: one of AWS's documentation accounts, nobody's. */
export const evaluationAccountId = '111122223333';

const resourceAnswers: AnswerTable = { ...awsAnswers, ...awsxAnswers };
const functions: FunctionTable = functionAnswers;

/**
 * Id and outputs for a registered resource. A type without an entry gets an id and its inputs back: if the
 * program then uses an output of it, the monitor notices and names the property.
 */
export function answerResource(
  type: string,
  name: string,
  inputs: PlainObject,
  context: AnswerContext,
): Answer {
  const registration = createRegistration(type, name, inputs, context);
  const answer = resourceAnswers[type]?.(registration);
  return answer ?? { id: `${name}-${registration.digits(7)}`, outputs: {} };
}

/** @throws Error for a provider function the evaluation has no answer for. */
export function answerFunction(token: string, args: PlainObject, context: AnswerContext): PlainObject {
  const answer = functions[token];
  if (answer === undefined) {
    throw new Error(
      `an evaluation can't answer the function ${token}; it answers ${Object.keys(functions).join(', ')}`,
    );
  }
  return answer(args, context);
}

function createRegistration(
  type: string,
  name: string,
  inputs: PlainObject,
  context: AnswerContext,
): Registration {
  const digits = (count: number, purpose = ''): string =>
    createHash('sha256')
      .update([context.project, context.stack, type, name, purpose].join('\0'))
      .digest('hex')
      .slice(0, count);
  return {
    ...context,
    type,
    name,
    inputs,
    digits,
    arn: (service, resource) => `arn:aws:${service}:${context.region}:${context.accountId}:${resource}`,
    physicalName: (property = 'name') => {
      const given = inputs[property];
      return typeof given === 'string' ? given : `${name}-${digits(7)}`;
    },
  };
}
