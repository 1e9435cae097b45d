import type { FastifyInstance } from 'fastify';

import { info, components } from './document-head.ts';
import type { ResponseDescription, Responses } from './responses.ts';

/** What a route says of itself, in its config. Method and path come from the route. */
export interface RouteDescription {
  readonly summary: string;
  readonly description?: string;
  /** The JSON Schema of the body; none where a body is ignored. */
  readonly body?: object;
  readonly responses: Responses;
}

type Operation = Readonly<Record<string, unknown>>;

const operationId = (method: string, path: string): string => {
  const name = /[a-z]+/.exec(path)?.[0] ?? 'root';
  return `${method}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

/** An answer to HEAD has no body. */
const withoutContent = ({ description, headers = {} }: ResponseDescription): ResponseDescription => ({
  description,
  headers,
});

const describeHead = (path: string, { summary, responses }: RouteDescription): Operation => ({
  operationId: operationId('head', path),
  summary,
  responses: Object.fromEntries(
    Object.entries(responses)
      .filter(([statusCode]) => statusCode === '200' || statusCode === '503')
      .map(([statusCode, response]) => [statusCode, withoutContent(response)]),
  ),
});

const describe = (method: string, path: string, description: RouteDescription): Operation => {
  const { body, ...words } = description;
  const requestBody = { required: true, content: { 'application/json': { schema: body } } };
  return { operationId: operationId(method, path), ...words, ...(body !== undefined && { requestBody }) };
};

/**
 * Collects the description of every route registered after this, and returns a function for the whole OpenAPI
 * document. A route without one is refused when it is registered, so none can be forgotten.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export const describeRoutes = (app: FastifyInstance): (() => object) => {
  const paths: Record<string, Record<string, Operation>> = {};
  app.addHook('onRoute', ({ method: methods, url, config }) => {
    const description = config?.openapi;
    if (description === undefined) throw new Error(`The route ${url} has no OpenAPI description.`);
    const operations = (paths[url] ??= {});
    for (const one of [methods].flat()) {
      const method = one.toLowerCase();
      operations[method] =
        method === 'head' ? describeHead(url, description) : describe(method, url, description);
    }
  });
  return () => ({ openapi: '3.1.1', info, servers: [{ url: '/' }], paths, components });
};
