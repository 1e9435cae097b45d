import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import providerMessages from '@pulumi/pulumi/proto/provider_pb.js';
import messages from '@pulumi/pulumi/proto/resource_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import type { AnswerContext } from './answers/answer.ts';
import { answerFunction, answerResource } from './answers/index.ts';
import type { DeclaredOptions, DeclaredResource } from './declared-stack.ts';
import { answer } from './grpc.ts';
import { pathsOfUndefined, toPlainObject, type PlainObject } from './property-values.ts';

/** What the monitor heard while the program ran. */
export interface Recording {
  readonly resources: DeclaredResource[];
  /** Stack outputs, once the program has returned them. */
  outputs: PlainObject;
}

const stackType = 'pulumi:pulumi:Stack';

/** Protocol features the monitor supports; the others change how requests are spelled. */
const supportedFeatures = new Set([
  'secrets',
  'resourceReferences',
  'deletedWith',
  'replaceWith',
  'aliasSpecs',
  'transforms',
]);

/**
 * A ResourceMonitor that only records: every registration is answered with plausible ids, ARNs and outputs
 * and nothing is created. Transforms are accepted and not called, since the children of remote components,
 * which they are for, are not constructed here.
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto
 */
export function createRecordingMonitor(
  context: AnswerContext,
  recording: Recording,
): UntypedServiceImplementation {
  return {
    supportsFeature: answer((request: messages.SupportsFeatureRequest) => {
      const response = new messages.SupportsFeatureResponse();
      response.setHassupport(supportedFeatures.has(request.getId()));
      return response;
    }),
    registerResource: answer((request: messages.RegisterResourceRequest) =>
      register(request, context, recording),
    ),
    registerResourceOutputs: answer((request: messages.RegisterResourceOutputsRequest) => {
      if (request.getUrn().includes(`::${stackType}::`))
        recording.outputs = toPlainObject(fields(request.getOutputs()));
      return new empty.Empty();
    }),
    readResource: answer((request: messages.ReadResourceRequest) => read(request, context)),
    invoke: answer((request: messages.ResourceInvokeRequest) => {
      const response = new providerMessages.InvokeResponse();
      const result = answerFunction(request.getTok(), toPlainObject(fields(request.getArgs())), context);
      response.setReturn(toStruct(result));
      return response;
    }),
    registerPackage: answer((request: messages.RegisterPackageRequest) => {
      const response = new messages.RegisterPackageResponse();
      response.setRef(request.getName());
      return response;
    }),
    registerStackTransform: answer(() => {
      throw new Error(
        'an evaluation does not support stack transforms: set the property on the resource itself',
      );
    }),
    signalAndWaitForShutdown: answer(() => new empty.Empty()),
  };
}

function register(
  request: messages.RegisterResourceRequest,
  context: AnswerContext,
  recording: Recording,
): messages.RegisterResourceResponse {
  const type = request.getType();
  const name = request.getName();
  const parent = request.getParent() === '' ? undefined : request.getParent();
  const urn =
    type === stackType
      ? `urn:pulumi:${context.stack}::${context.project}::${type}::${name}`
      : childUrn(type, name, parent, context);
  if (recording.resources.some((known) => known.urn === urn))
    throw new Error(`Duplicate resource URN '${urn}'`);

  const wire = fields(request.getObject());
  const inputs = toPlainObject(wire);
  const unanswered = pathsOfUndefined(inputs);
  if (unanswered.length > 0) {
    throw new Error(
      `${type} "${name}": ${unanswered.join(', ')} holds "undefined": it uses an output that the evaluation can't answer`,
    );
  }
  const needsAnswer = request.getCustom() || request.getRemote();
  const { id, outputs } = needsAnswer ? answerResource(type, name, inputs, context) : { id: '', outputs: {} };
  if (type !== stackType) {
    recording.resources.push({
      type,
      name,
      urn,
      inputs,
      id,
      parent,
      outputs: { ...inputs, ...outputs },
      options: readOptions(request),
    });
  }
  const response = new messages.RegisterResourceResponse();
  response.setUrn(urn);
  response.setId(id);
  response.setObject(toStruct({ ...wire, ...outputs }));
  return response;
}

function read(request: messages.ReadResourceRequest, context: AnswerContext): messages.ReadResourceResponse {
  const parent = request.getParent() === '' ? undefined : request.getParent();
  const wire = fields(request.getProperties());
  const { outputs } = answerResource(
    request.getType(),
    request.getName(),
    { ...toPlainObject(wire), name: request.getId() },
    context,
  );
  const response = new messages.ReadResourceResponse();
  response.setUrn(childUrn(request.getType(), request.getName(), parent, context));
  response.setProperties(toStruct({ ...outputs, ...wire }));
  return response;
}

/** @see https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
function childUrn(type: string, name: string, parent: string | undefined, context: AnswerContext): string {
  const parentType = parent?.split('::')[2];
  const qualified = parentType === undefined || parentType === stackType ? type : `${parentType}$${type}`;
  return `urn:pulumi:${context.stack}::${context.project}::${qualified}::${name}`;
}

function readOptions(request: messages.RegisterResourceRequest): DeclaredOptions {
  return {
    custom: request.getCustom(),
    remote: request.getRemote(),
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    dependsOn: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    retainOnDelete: request.getRetainondelete() ?? false,
  };
}

function fields(value: struct.Struct | undefined): PlainObject {
  return value === undefined ? {} : value.toJavaScript();
}

function toStruct(value: PlainObject): struct.Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}
