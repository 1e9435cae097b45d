import { createServer, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { HttpResponse, type HttpRequest } from '@smithy/core/protocols';

/** What AWS answered to one operation, as it is on the wire: a JSON document, or the text of an XML one. */
export interface Answer {
  readonly status?: number;
  readonly body: object | string;
}

/** Answers by IAM action, `cloudtrail:GetTrailStatus` for example. */
export type Answers = Readonly<Record<string, Answer | ((sent: string) => Answer)>>;

/** An error as the services with a JSON protocol tell it. */
export function jsonError(name: string, message: string): Answer {
  return { status: 400, body: { __type: name, message } };
}

/** An error as the services with the query protocol tell it. */
export function xmlError(status: number, code: string, message: string): Answer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: `<ErrorResponse>${error}<RequestId>00000000</RequestId></ErrorResponse>` };
}

/** What services with a JSON protocol call themselves on the wire. */
const targets: Readonly<Record<string, string>> = {
  AmazonEC2ContainerServiceV20141113: 'ecs',
  CloudTrail_20131101: 'cloudtrail',
  GraniteServiceVersion20100801: 'cloudwatch',
  Logs_20140328: 'logs',
  TrentService: 'kms',
};

/** The API versions of services with the query protocol: all that tells one from the other. */
const versions: Readonly<Record<string, string>> = {
  '2010-03-31': 'sns',
  '2011-06-15': 'sts',
  '2015-12-01': 'elasticloadbalancing',
};

function actionOf(target: string | undefined, body: string): string {
  if (target !== undefined) {
    const [service = '', operation = ''] = target.split('.');
    return `${targets[service] ?? service}:${operation}`;
  }
  const form = new URLSearchParams(body);
  return `${versions[form.get('Version') ?? ''] ?? '?'}:${form.get('Action') ?? ''}`;
}

function find(answers: Answers, action: string, sent: string): Required<Answer> {
  const recorded =
    answers[action] ?? jsonError('UnknownOperationException', `Nothing was recorded for ${action}.`);
  const { status = 200, body } = typeof recorded === 'function' ? recorded(sent) : recorded;
  return { status, body };
}

function textOf(body: unknown): string {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return typeof body === 'string' ? body : '';
}

function payload(body: object | string): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/**
 * In the place of the SDK's HTTP handler: whatever a client sends is answered from the recording, so that
 * requests are really serialised and signed and answers really parsed. `calls` tells what was sent.
 */
export function createRecordedHandler(answers: Answers) {
  const calls: { readonly action: string; readonly body: string }[] = [];
  return {
    calls,
    handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
      const sent = textOf(request.body);
      const action = actionOf(request.headers['x-amz-target'], sent);
      calls.push({ action, body: sent });
      const { status, body } = find(answers, action, sent);
      return Promise.resolve({
        response: new HttpResponse({ statusCode: status, headers: {}, body: Readable.from([payload(body)]) }),
      });
    },
  };
}

/** The same over loopback, for commands that run in a process of their own. Not yet listening. */
export function createRecordedServer(answers: Answers): Server {
  return createServer((request, response) => {
    void text(request).then((sent) => {
      const target = request.headers['x-amz-target'];
      const action = actionOf(typeof target === 'string' ? target : undefined, sent);
      const { status, body } = find(answers, action, sent);
      response.writeHead(status).end(payload(body));
    });
  });
}
