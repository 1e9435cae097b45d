import { describe, expect, it } from 'vitest';
import { declare, idleCost, usageCost } from '../../support/cost/declare.ts';

const lambda = (inputs: Record<string, unknown>) => declare('aws:lambda/function:Function', 'f', inputs);
const table = (inputs: Record<string, unknown>) => declare('aws:dynamodb/table:Table', 't', inputs);

describe('what explains alarms', () => {
  it('costs nothing while no alarm changes', () => {
    const resources = [
      lambda({ architectures: ['arm64'] }),
      table({ billingMode: 'PAY_PER_REQUEST' }),
      declare('aws:sqs/queue:Queue', 'q'),
    ];
    expect(idleCost(resources)).toEqual([]);
    expect(
      usageCost(resources)
        .map(([what, usd]) => [what.replace(/,.*/, ''), usd])
        .sort(),
    ).toEqual([
      ['changes of rows that remember incidents', 0.625],
      ['invocations of functions', 0.2],
      ['memory of functions while they run (ARM64)', 0.0000133334],
      ['requests of queues', 0.4],
    ]);
  });

  it.each([
    ['x86_64', lambda({ architectures: ['x86_64'] }), 'architecture x86_64 has no tariff'],
    ['no architecture, which is x86_64', lambda({}), 'architecture x86_64 has no tariff'],
    ['a table with provisioned capacity', table({ billingMode: 'PROVISIONED' }), 'PROVISIONED has no tariff'],
    ['a table that says nothing, which is the same', table({}), 'PROVISIONED has no tariff'],
  ])('is refused with %s', (_what, resource, sentence) => {
    expect(() => idleCost([resource])).toThrow(sentence);
  });
});
