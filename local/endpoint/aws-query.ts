import type { ErrorProtocol } from './protocol.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string): string => text.replace(/[&<>]/g, (character) => escapes[character] ?? '');

/**
 * The query protocol of SNS, IAM, STS and others: no service here speaks it, but its clients are told so in words
 * they can read.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQueryErrors: ErrorProtocol = {
  contentType: 'text/xml',
  headers: {},
  writeError: (error, requestId) =>
    Buffer.from(
      `<ErrorResponse><Error><Type>${error.fault === 'client' ? 'Sender' : 'Receiver'}</Type>` +
        `<Code>${escapeXml(error.queryCode)}</Code><Message>${escapeXml(error.wireMessage ?? '')}</Message></Error>` +
        `<RequestId>${requestId}</RequestId></ErrorResponse>`,
    ),
};
