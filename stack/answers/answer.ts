import type { PlainObject } from '../property-values.ts';

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
