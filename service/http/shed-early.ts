import type { preParsingHookHandler } from 'fastify';

import { OverloadedError } from '../errors.ts';
import type { Admission } from './admission.ts';

/** Sheds a request before its body is read when it would be shed afterwards anyway. */
export const shedEarly =
  (admission: Pick<Admission, 'isFull'>): preParsingHookHandler =>
  (_request, _reply, _payload, done) => {
    if (admission.isFull) done(new OverloadedError());
    else done();
  };
