import { describe, expect, it } from 'vitest';
import type { CostEstimate } from '../../cost/estimate.ts';
import { priceTable, priceTableDate } from '../../cost/price-table/index.ts';
import { runToEnd } from '../support/command.ts';

describe('the cost command', () => {
  it('prices a stack with another setting, as JSON', async () => {
    const args = ['--stack', 'monitor', '--region', 'us-east-1', '--config', 'labAlarm=true', '--json'];
    const { code, stdout, stderr } = await runToEnd('cost', args);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const estimate = JSON.parse(stdout) as CostEstimate & { alternative?: unknown };
    expect(estimate).toMatchObject({ stack: 'monitor', region: 'us-east-1', hoursPerMonth: 730 });
    expect(estimate.lines.filter(({ what }) => what === 'alarm, high resolution')).toHaveLength(2);
    expect(estimate.alternative).toBeUndefined();
  });

  it('prints the price table without evaluating anything', async () => {
    const { code, stdout } = await runToEnd('cost', ['--prices']);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3 + priceTable.length);
    expect(stdout).toContain('https://aws.amazon.com/vpc/pricing/');
  });

  it('prints the same table as JSON', async () => {
    const { code, stdout } = await runToEnd('cost', ['--prices', '--json']);
    expect(code).toBe(0);
    const table = JSON.parse(stdout) as { goneThroughOn: string; prices: unknown[] };
    expect(table.goneThroughOn).toBe(priceTableDate);
    expect(table.prices).toHaveLength(priceTable.length);
    expect(table.prices[0]).toEqual({ name: priceTable[0]?.name, ...priceTable[0]?.price });
  });

  it.each([
    [
      ['--region', 'eu-west-1'],
      'There are no prices for the region "eu-west-1": the price table has us-east-1',
    ],
    [['--config', 'egress'], 'It takes key=value, for example egress=public-ip.'],
    [['--config', 'ingressCidrs=[1'], 'A value that begins with [ or { is JSON, and this is none: [1'],
    [['--config', 'other:x=1'], 'The program reads settings of keywatch: and of aws: alone.'],
    [['--config', 'desiredCount=x'], 'The given configuration sets "keywatch:desiredCount" to "x"'],
    [['--stack', 'nowhere'], 'Unknown stack "nowhere": there is no Pulumi.nowhere.yaml.'],
  ])('refuses %j with one sentence', async (args, sentence) => {
    const { code, stdout, stderr } = await runToEnd('cost', args);
    expect(stderr).toContain(sentence);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
