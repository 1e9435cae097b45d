/**
 * A query of CloudWatch Logs Insights over the service's own log: for each request that called KMS the client, the
 * answer and KMS's request ids. A record in the trail has the NAT gateway's address, never the client's; its
 * `requestID` is among these ids. A request calls KMS at most twice, so the first and the last are all.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html
 */
export const requestLogQuery = [
  'filter event in ["kms-call", "request"]',
  '| stats min(@timestamp) as at, sortsFirst(clientAddress) as client, sortsFirst(route) as path, max(statusCode) as status, sortsLast(outcome) as kmsOutcome, sortsFirst(kmsRequestId) as requestID, sortsLast(kmsRequestId) as lastRequestID, sortsFirst(recordId) as record by reqId',
  '| filter ispresent(requestID)',
  '| sort at desc',
  '| limit 1000',
].join('\n');
