import type { FastifyInstance } from 'fastify';

import { messages } from '../http/messages.ts';
import { readJsonBody } from '../http/json-body.ts';
import { createSecret } from '../secrets/create-secret.ts';
import type { SecretDependencies } from '../secrets/dependencies.ts';
import { replaceSecret } from '../secrets/replace-secret.ts';
import { parseFields } from './request-fields.ts';

/** `POST /encrypt`: stores Text under a new Name or, with the current Key, in place of what the Name holds. */
export const encryptRoute = (app: FastifyInstance, secrets: SecretDependencies): void => {
  app.post('/encrypt', { config: { operation: 'encryption' } }, async (request) => {
    const {
      Name: name,
      Text: text,
      Key: key,
    } = parseFields(readJsonBody(request), ['Name', 'Text'], ['Key']);
    const newKey =
      key === undefined
        ? await createSecret(secrets, { name, text }, request.log)
        : await replaceSecret(secrets, { name, key, text }, request.log);
    return { Message: messages.stored, Key: newKey };
  });
};
