import type { AwsService } from '../endpoint/aws-service.ts';
import type { CloudWatchSource } from './cloudwatch-source.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms } from './describe-alarms.ts';

/**
 * The reading side of CloudWatch's API. SDKs differ in the protocol they choose: those for JavaScript and Python send
 * AWS JSON 1.0 today, others RPC v2 CBOR.
 */
export const createCloudWatch = (source: CloudWatchSource): AwsService => ({
  signingName: 'monitoring',
  targetPrefix: 'GraniteServiceVersion20100801',
  protocols: ['aws-json-1.0', 'rpc-v2-cbor'],
  operations: {
    DescribeAlarms: describeAlarms(source),
    DescribeAlarmHistory: describeAlarmHistory(source),
  },
});
