import type { KMSClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-kms';
import type { HttpRequest } from '@smithy/core/protocols';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import type {
  FinalizeHandlerArguments,
  Handler,
  HandlerExecutionContext,
  HttpSigner,
  MiddlewareStack,
  Pluggable,
} from '@smithy/types';

import { retrying, type AttemptMiddleware } from './retrying.ts';

type Stack = MiddlewareStack<ServiceInputTypes, ServiceOutputTypes>;
type Attempt = FinalizeHandlerArguments<ServiceInputTypes>;

/** Middleware of the SDK whose result is the same for every call of a command, or that does nothing here. */
const ONCE = [
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'httpAuthSchemeMiddleware',
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'contentLengthMiddleware',
  'httpSigningMiddleware',
];

/** Headers of a single call; undici counts the length itself. */
const PER_CALL: ReadonlySet<string> = new Set(['content-length', 'amz-sdk-invocation-id', 'amz-sdk-request']);

/** What the rehearsal found out. */
interface Prepared {
  /** With the endpoint in it. */
  readonly context: HandlerExecutionContext;
  /** Of every call: host, user agent, target. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signer: HttpSigner;
  readonly signingProperties: Readonly<Record<string, unknown>>;
}

interface SmithyContext {
  readonly selectedHttpAuthScheme: {
    readonly signer: HttpSigner;
    readonly httpAuthOption: { readonly signingProperties?: Record<string, unknown> };
  };
}

/** The identity is the signer's own business: it asks its credential provider at every call. */
const UNUSED_IDENTITY = {};

interface PreparedHandlerOptions<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> {
  readonly clientStack: Stack;
  /** The handler that the SDK would make of a stack. */
  readonly resolve: (stack: Stack) => Handler<Input, Output>;
  /** The client's. */
  readonly config: Config;
}

type Config = Pick<KMSClientResolvedConfig, 'protocol' | 'requestHandler' | 'retryStrategy' | 'maxAttempts'>;

/**
 * Has the SDK's own stack work through one call up to its signature, and keeps what it chose: endpoint,
 * authentication scheme, headers. Nothing is sent.
 */
const rehearse = async <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  { clientStack, resolve }: PreparedHandlerOptions<Input, Output>,
  input: Input,
): Promise<Prepared> => {
  let prepared: Prepared | undefined;
  const stack = clientStack.clone();
  const keep: AttemptMiddleware = (_next, context) => (args) => {
    const { signer, httpAuthOption } = (context['__smithy_context'] as SmithyContext).selectedHttpAuthScheme;
    const headers = Object.entries((args.request as HttpRequest).headers);
    prepared = {
      context,
      headers: Object.fromEntries(headers.filter(([name]) => !PER_CALL.has(name))),
      signer,
      signingProperties: httpAuthOption.signingProperties ?? {},
    };
    return Promise.resolve({ response: undefined, output: { $metadata: {} } });
  };
  stack.addRelativeTo(keep, {
    name: 'rehearsal',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
  });
  await resolve(stack)({ input });
  if (prepared === undefined) throw new Error("The SDK's stack did not come to its signature.");
  return prepared;
};

/**
 * The SDK's middleware that serializes and deserializes, given no more of the client's configuration than it uses: it
 * copies all it is given, twice for each call. The protocol has been told the whole configuration already.
 */
const leanSerde = ({ protocol }: Config): Pluggable<ServiceInputTypes, ServiceOutputTypes> =>
  getSchemaSerdePlugin({
    protocol: {
      serializeRequest: protocol.serializeRequest.bind(protocol),
      deserializeResponse: protocol.deserializeResponse.bind(protocol),
      setSerdeContext: () => undefined,
    },
  } as never);

/**
 * The SDK's stack without what was prepared: its serializer, signer (with its correction of the clock) and deserializer
 * are left, and its strategy of retries. Properties of signing are copied for each attempt: the signer notes its time
 * there.
 */
const lean = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  { clientStack, config }: PreparedHandlerOptions<Input, Output>,
  { context, headers, signer, signingProperties }: Prepared,
): Handler<Input, Output> => {
  const stack = clientStack.clone();
  for (const name of [...ONCE, 'retryMiddleware']) stack.remove(name);
  stack.add(
    (next) => (args) => {
      Object.assign((args.request as HttpRequest).headers, headers);
      return next(args);
    },
    { name: 'preparedHeaders', step: 'build' },
  );
  const sign: AttemptMiddleware = (next) => async (args: Attempt) => {
    const properties = { ...signingProperties };
    const request = await signer.sign(args.request as HttpRequest, UNUSED_IDENTITY, properties);
    const result = await next({ ...args, request }).catch(signer.errorHandler?.(properties));
    signer.successHandler?.(result.response, properties);
    return result;
  };
  stack.use(leanSerde(config));
  stack.add(retrying(config), { name: 'leanRetrying', step: 'finalizeRequest', priority: 'high' });
  stack.add(sign, { name: 'preparedSigning', step: 'finalizeRequest', priority: 'low' });
  const terminal = ({ request }: { readonly request: unknown }) =>
    config.requestHandler.handle(request as HttpRequest);
  return stack.resolve(terminal, context) as unknown as Handler<Input, Output>;
};

/**
 * A command's handler that works out only once what is the same for all its calls. The SDK chooses endpoint,
 * authentication scheme and user agent anew for each, which costs as much as signing and sending; here its own
 * middleware does so in a rehearsal with the first input. If that fails, for want of credentials say, so does
 * the call, and the next one rehearses again. For commands whose endpoint doesn't depend on their input.
 */
export const createPreparedHandler = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  options: PreparedHandlerOptions<Input, Output>,
): Handler<Input, Output> => {
  let handler: Promise<Handler<Input, Output>> | undefined;
  const prepare = async (input: Input): Promise<Handler<Input, Output>> => {
    try {
      return lean(options, await rehearse(options, input));
    } catch (error) {
      handler = undefined;
      throw error;
    }
  };
  return async (args) => (await (handler ??= prepare(args.input)))(args);
};
