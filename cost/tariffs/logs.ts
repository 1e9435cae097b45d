import type { DeclaredResource, DeclaredStack } from '../../stack/declared-stack.ts';
import { propertiesOf } from '../../stack/declared/properties.ts';
import { CostError } from '../cost-error.ts';
import { monitoringPrices } from '../price-table/monitoring.ts';
import { perUnit, type Tariff, type Tariffs } from './tariff.ts';

/** A log group costs by what comes in and what is kept; what AWS delivers as vended logs has a price of its own. */
const logGroup: Tariff = (resource, stack) => {
  const properties = propertiesOf(resource);
  const logClass = properties.optionalText('logGroupClass') ?? 'STANDARD';
  if (logClass !== 'STANDARD') {
    throw new CostError(
      `${resource.type} "${resource.name}": the log class ${logClass} has no tariff; STANDARD has.`,
    );
  }
  return {
    idle: [],
    usage: [
      isVended(resource, stack)
        ? perUnit('logs of VPC flows and WAF', monitoringPrices.vendedLogIngestion)
        : perUnit('logs of trail, service and database', monitoringPrices.logIngestion),
      perUnit('logs kept, compressed', monitoringPrices.logStorage),
    ],
  };
};

/** Whether flow logs or WAF deliver to the group. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html */
function isVended({ outputs }: DeclaredResource, stack: DeclaredStack): boolean {
  const { arn } = outputs;
  return (
    stack.ofType('aws:ec2/flowLog:FlowLog').some(({ inputs }) => inputs['logDestination'] === arn) ||
    stack
      .ofType('aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration')
      .some(({ inputs }) => (inputs['logDestinationConfigs'] as readonly unknown[]).includes(arn))
  );
}

/** A saved query costs when it is run. */
const queryDefinition: Tariff = () => ({
  idle: [],
  usage: [perUnit('logs read by Logs Insights queries', monitoringPrices.logQueries)],
});

export const logTariffs: Tariffs = {
  'aws:cloudwatch/logGroup:LogGroup': logGroup,
  'aws:cloudwatch/queryDefinition:QueryDefinition': queryDefinition,
};
