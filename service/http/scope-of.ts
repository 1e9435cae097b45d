import type { FastifyRequest } from 'fastify';

import { openRequestScope, type RequestScope } from '../request-scope.ts';
import { ANSWER_DEADLINE_MS } from './limits.ts';

/** The scope of a request whose body is there: what is done for it from now on. */
export const scopeOf = ({ log, ip, routeOptions }: FastifyRequest): RequestScope =>
  openRequestScope(log, { clientAddress: ip, route: routeOptions.url ?? '' }, ANSWER_DEADLINE_MS);
