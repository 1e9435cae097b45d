import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** An answer as a client sees it, and the route that gave it; none when no route was found. */
export interface SeenAnswer {
  readonly method: string;
  readonly route: string | undefined;
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

interface ResponseObject {
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content?: object;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly description: string };
  readonly components: {
    readonly headers: Readonly<Record<string, { readonly required?: boolean }>>;
  };
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, ResponseObject>> }>>>
  >;
}

/** What is answered where no route is: not in the document's paths, but in its words. */
const WITHOUT_ROUTE: readonly number[] = [400, 404, 405];

const pointer = (...path: readonly (string | number)[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Holds answers against an OpenAPI document, by a validator that knows nothing of the service. */
export class OpenApiContract {
  readonly #document: OpenApiDocument;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: true });
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #seen = new Set<string>();

  constructor(document: OpenApiDocument) {
    this.#document = document;
    // Default exports of CommonJS modules arrive as their module.
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, 'openapi');
  }

  /** What is wrong with an answer; nothing for one that is documented. */
  violationsOf(answer: SeenAnswer): string[] {
    const { method, route, statusCode } = answer;
    const title = `${method} ${route ?? '(no route)'} ${statusCode}`;
    const problems = route === undefined ? this.#withoutRoute(answer) : this.#onRoute(route, answer);
    return problems.map((problem) => `${title}: ${problem}`);
  }

  /** Documented answers that none of those shown so far was. */
  unseen(): string[] {
    return Object.entries(this.#document.paths)
      .flatMap(([path, operations]) =>
        Object.entries(operations).flatMap(([method, { responses }]) =>
          Object.keys(responses).map((statusCode) => `${method.toUpperCase()} ${path} ${statusCode}`),
        ),
      )
      .filter((one) => !this.#seen.has(one));
  }

  #withoutRoute({ method, statusCode, body }: SeenAnswer): string[] {
    if (!WITHOUT_ROUTE.includes(statusCode)) return ['is not documented'];
    return method === 'HEAD' ? [] : this.#validate('/components/schemas/Message', JSON.parse(body));
  }

  #onRoute(route: string, { method, statusCode, headers, body }: SeenAnswer): string[] {
    const response = this.#document.paths[route]?.[method.toLowerCase()]?.responses[statusCode];
    if (response === undefined) return ['is not documented'];
    this.#seen.add(`${method} ${route} ${statusCode}`);
    const problems = Object.entries(response.headers ?? {})
      .filter(([name, { $ref }]) => headers[name.toLowerCase()] !== undefined || this.#isRequired($ref))
      .flatMap(([name, { $ref }]) =>
        this.#validate(`${$ref.slice(1)}/schema`, headers[name.toLowerCase()] ?? null),
      );
    if (response.content === undefined) return body === '' ? problems : [...problems, 'has a body'];
    if (headers['content-type'] !== 'application/json; charset=utf-8') problems.push('is of another type');
    const schema = pointer('paths', route, method.toLowerCase(), 'responses', statusCode, 'content');
    return [...problems, ...this.#validate(`${schema}/application~1json/schema`, JSON.parse(body))];
  }

  #isRequired(headerRef: string): boolean {
    return this.#document.components.headers[headerRef.split('/').at(-1) ?? '']?.required === true;
  }

  #validate(schema: string, value: unknown): string[] {
    const validate = this.#validators.get(schema) ?? this.#ajv.compile({ $ref: `openapi#${schema}` });
    this.#validators.set(schema, validate);
    return validate({ value }.value) ? [] : [this.#ajv.errorsText(validate.errors)];
  }
}
