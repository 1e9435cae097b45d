import { Command, InvalidArgumentError } from 'commander';
import { compareEndpoints, couldHaveEndpoints, type EndpointAlternative } from '../cost/egress.ts';
import { type CostEstimate, estimateCost } from '../cost/estimate.ts';
import { parseRegion } from '../cost/region.ts';
import { renderEstimate } from '../cost/render-estimate.ts';
import { priceTable, priceTableDate } from '../cost/price-table/index.ts';
import { renderPrices } from '../cost/render-prices.ts';
import { evaluateStack } from '../stack/evaluate.ts';
import { EvaluationError } from '../stack/evaluation-error.ts';
import { runCommand } from './run-command.ts';

interface Options {
  readonly stack: string;
  readonly region?: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly json: boolean;
  readonly prices: boolean;
}

const command = new Command('npm run cost --')
  .description('What a stack costs in a month in which nobody calls it, and what use adds.')
  .option('--stack <name>', 'the stack to price', 'dev')
  .option('--region <region>', "whose prices; default the stack's own region")
  .option(
    '--config <key=value>',
    'another value for a setting of the stack; may be repeated',
    settingOption,
    {},
  )
  .option('--json', 'print it as JSON', false)
  .option('--prices', 'print the price table instead, with sources', false)
  .action(async (options: Options) => {
    console.log(options.prices ? tellPrices(options) : await tellCost(options));
  });

await runCommand(command);

function tellPrices({ json }: Options): string {
  if (!json) return renderPrices();
  const prices = priceTable.map(({ name, price }) => ({ name, ...price }));
  return JSON.stringify({ goneThroughOn: priceTableDate, prices }, undefined, 2);
}

async function tellCost({ stack: name, region, config, json }: Options): Promise<string> {
  const asked = region === undefined ? undefined : parseRegion(region);
  const stack = await evaluateStack({ stack: name, config });
  const priced = asked ?? parseRegion(stack.region);
  const estimate = estimateCost(stack, priced);
  const alternative = couldHaveEndpoints(stack) ? await priceEndpoints(name, config, estimate) : undefined;
  return json
    ? JSON.stringify({ ...estimate, alternative }, undefined, 2)
    : renderEstimate(estimate, alternative);
}

/** What endpoints would cost the stack; nothing for one that can't have them, its image not being in ECR. */
async function priceEndpoints(
  name: string,
  config: Options['config'],
  estimate: CostEstimate,
): Promise<EndpointAlternative | undefined> {
  try {
    const stack = await evaluateStack({ stack: name, config: { ...config, 'keywatch:egress': 'endpoints' } });
    return compareEndpoints(estimate, estimateCost(stack, estimate.region));
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** `key=value`; a value in brackets is JSON, any other a text as the Pulumi CLI takes it. */
function settingOption(text: string, given: Options['config']): Options['config'] {
  const [, key, value = ''] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) throw new InvalidArgumentError('It takes key=value, for example egress=public-ip.');
  const fullKey = key.includes(':') ? key : `keywatch:${key}`;
  if (!/^(?:keywatch|aws):/.test(fullKey)) {
    throw new InvalidArgumentError('The program reads settings of keywatch: and of aws: alone.');
  }
  return { ...given, [fullKey]: parseSetting(value) };
}

function parseSetting(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new InvalidArgumentError(`A value that begins with [ or { is JSON, and this is none: ${value}`);
  }
}
