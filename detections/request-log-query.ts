/**
 * A query of CloudWatch Logs Insights over the service's own log: for each call of KMS the client who caused it. A record
 * in the trail has the NAT gateway's address, never the client's; its `requestID` is this one. All stands in the line of
 * the call: lines are not joined by `reqId`, which a client may choose, and use for as many requests as it likes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Fields.html
 */
export const requestLogQuery = [
  'fields @timestamp as at, clientAddress as client, route as path, operation, outcome, kmsRequestId as requestID, recordId as record, reqId',
  '| filter event = "kms-call" and ispresent(clientAddress)',
  '| sort @timestamp desc',
  '| limit 1000',
].join('\n');
