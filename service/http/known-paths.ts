import type { FastifyInstance, FastifyRequest } from 'fastify';

import { answer, type Answer } from './answer.ts';

/** A path as the router sees it: without the query, duplicate slashes ignored. */
const pathOf = (url: string): string => (url.split('?', 1)[0] ?? '').replace(/\/{2,}/g, '/');

/**
 * Notes every route as it is registered and returns the answer to a request that found none: 405 with the
 * methods that path knows, or 404.
 */
export const trackKnownPaths = (app: FastifyInstance): ((request: FastifyRequest) => Answer) => {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    methodsOf.set(url, methods);
  });
  return ({ url }) => {
    const methods = methodsOf.get(pathOf(url));
    if (methods === undefined) return answer(404, 'There is nothing here');
    const allow = [...methods].sort().join(', ');
    return answer(405, `This path allows ${allow}`, { allow });
  };
};
