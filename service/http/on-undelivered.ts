import type { FastifyReply } from 'fastify';

/**
 * Calls back when the answer that a handler is about to give leaves this process no more, because another was given or the
 * client has hung up by then. What was handed to the system may still be lost on its way: nobody learns of that.
 *
 * A response that waits behind another on its connection has no socket yet and is told nothing when that closes.
 */
export const onUndelivered = (reply: FastifyReply, callBack: () => void): void => {
  const { raw, request } = reply;
  const { socket } = request.raw;
  if (reply.sent || raw.destroyed || socket.destroyed) {
    callBack();
    return;
  }
  const leave = (): void => {
    forget();
    callBack();
  };
  const forget = (): void => {
    raw.off('close', leave);
    socket.off('close', leave);
  };
  raw.once('close', leave);
  raw.once('finish', forget);
  if (raw.socket !== null) return;
  // As many as there are requests behind one another.
  socket.setMaxListeners(Infinity);
  socket.once('close', leave);
};
