import { createHash } from 'node:crypto';
import type { PlainObject } from '../property-values.ts';
import { awsAnswers } from './aws.ts';
import { awsxAnswers } from './awsx.ts';
import { functionAnswers } from './functions.ts';

/** The stack an answer is for. */
export interface AnswerContext {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly accountId: string;
}

/** One registration, as an answer sees it. */
export interface Registration extends AnswerContext {
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly inputs: PlainObject;
  /** Hexadecimal digits that depend on stack, type, name and purpose alone: ids are the same at every evaluation. */
  readonly digits: (count: number, purpose?: string) => string;
  /** An ARN in this stack's account and region. */
  readonly arn: (service: string, resource: string) => string;
  /** The physical name: the input of that property, or what Pulumi's auto-naming would make. */
  readonly physicalName: (property?: string) => string;
}

/** What AWS would have answered. `outputs` come on top of the inputs. */
export interface Answer {
  readonly id: string;
  readonly outputs: PlainObject;
}

export type AnswerTable = Readonly<Record<string, (registration: Registration) => Answer>>;
export type FunctionTable = Readonly<
  Record<string, (args: PlainObject, context: AnswerContext) => PlainObject>
>;

/** The account every evaluation runs in: one of AWS's documentation accounts, nobody's. */
export const evaluationAccountId = '111122223333';

const tables: AnswerTable = { ...awsAnswers, ...awsxAnswers };

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
  const answer = tables[type]?.(registration);
  return answer ?? { id: `${name}-${registration.digits(7)}`, outputs: {} };
}

/** @throws Error for a provider function the evaluation has no answer for. */
export function answerFunction(token: string, args: PlainObject, context: AnswerContext): PlainObject {
  const answer = functionTables[token];
  if (answer === undefined) {
    throw new Error(
      `an evaluation can't answer the function ${token}; it answers ${Object.keys(functionTables).join(', ')}`,
    );
  }
  return answer(args, context);
}

const functionTables: FunctionTable = functionAnswers;

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
