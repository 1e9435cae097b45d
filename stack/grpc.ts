import { status, type handleUnaryCall } from '@grpc/grpc-js';

/** A unary gRPC handler from a plain function; what it throws becomes the call's error, message kept. */
export function answer<Request, Response>(
  handle: (request: Request) => Response,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, handle(call.request));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      callback({ code: status.INVALID_ARGUMENT, details });
    }
  };
}
