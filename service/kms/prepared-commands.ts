import {
  DecryptCommand,
  GenerateDataKeyCommand,
  type DecryptCommandInput,
  type DecryptCommandOutput,
  type GenerateDataKeyCommandInput,
  type GenerateDataKeyCommandOutput,
  type KMSClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-kms';
import type { MiddlewareStack } from '@smithy/types';

import { createPreparedHandler } from './prepared-handler.ts';

type Stack = MiddlewareStack<ServiceInputTypes, ServiceOutputTypes>;

/** The SDK's Decrypt, its middleware prepared once. The client's `cacheMiddleware` keeps the handler. */
export class PreparedDecryptCommand extends DecryptCommand {
  override resolveMiddleware(clientStack: Stack, config: KMSClientResolvedConfig, options: unknown) {
    return createPreparedHandler<DecryptCommandInput, DecryptCommandOutput>({
      clientStack,
      resolve: (stack) => super.resolveMiddleware(stack, config, options),
      config,
    });
  }
}

/** The SDK's GenerateDataKey, likewise. */
export class PreparedGenerateDataKeyCommand extends GenerateDataKeyCommand {
  override resolveMiddleware(clientStack: Stack, config: KMSClientResolvedConfig, options: unknown) {
    return createPreparedHandler<GenerateDataKeyCommandInput, GenerateDataKeyCommandOutput>({
      clientStack,
      resolve: (stack) => super.resolveMiddleware(stack, config, options),
      config,
    });
  }
}
