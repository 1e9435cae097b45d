import type { preParsingHookHandler } from 'fastify';

import type { Admission } from './admission.ts';

/** Sheds a request before its body is read when it would be shed afterwards anyway. */
export const shedEarly =
  (admission: Pick<Admission, 'refusal'>): preParsingHookHandler =>
  (_request, _reply, _payload, done) => {
    done(admission.refusal());
  };
