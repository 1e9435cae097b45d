import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import engineMessages from '@pulumi/pulumi/proto/engine_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { answer } from './grpc.ts';

/** What the program logged at these levels: the sentences the CLI would print as diagnostics. */
export interface EngineLog {
  readonly errors: string[];
  readonly warnings: string[];
}

/** The engine's log and root-resource service, keeping errors and warnings in `log`. */
export function createEngineService(log: EngineLog): UntypedServiceImplementation {
  let rootUrn = '';
  return {
    log: answer((request: engineMessages.LogRequest) => {
      const severity = request.getSeverity();
      if (severity === engineMessages.LogSeverity.ERROR) log.errors.push(request.getMessage());
      if (severity === engineMessages.LogSeverity.WARNING) log.warnings.push(request.getMessage());
      return new empty.Empty();
    }),
    setRootResource: answer((request: engineMessages.SetRootResourceRequest) => {
      rootUrn = request.getUrn();
      return new engineMessages.SetRootResourceResponse();
    }),
    getRootResource: answer(() => {
      const response = new engineMessages.GetRootResourceResponse();
      response.setUrn(rootUrn);
      return response;
    }),
    requirePulumiVersion: answer(() => new engineMessages.RequirePulumiVersionResponse()),
  };
}
