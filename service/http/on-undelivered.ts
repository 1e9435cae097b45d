import type { FastifyReply } from 'fastify';

/**
 * Calls back when the answer that a handler is about to give leaves this process no more, because another was given or the
 * client has hung up by then. What was handed to the system may still be lost on its way: nobody learns of that.
 */
export const onUndelivered = (reply: FastifyReply, callBack: () => void): void => {
  const { raw } = reply;
  if (reply.sent || raw.destroyed) {
    callBack();
    return;
  }
  raw.once('close', callBack);
  raw.once('finish', () => raw.off('close', callBack));
};
