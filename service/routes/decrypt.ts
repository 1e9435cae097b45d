import type { FastifyInstance } from 'fastify';

import { readJsonBody } from '../http/json-body.ts';
import type { SecretDependencies } from '../secrets/dependencies.ts';
import { openSecret } from '../secrets/open-secret.ts';
import { parseFields } from './request-fields.ts';

/** `POST /decrypt`, and `GET /decrypt` with a JSON body because the lab's curl asks that way. */
export const decryptRoute = (app: FastifyInstance, secrets: SecretDependencies): void => {
  app.route({
    method: ['GET', 'POST'],
    url: '/decrypt',
    config: { operation: 'decryption' },
    handler: async (request) => {
      const { Name: name, Key: key } = parseFields(readJsonBody(request), ['Name', 'Key']);
      return { Text: await openSecret(secrets, { name, key }, request.log) };
    },
  });
};
