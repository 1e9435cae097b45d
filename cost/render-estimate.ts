import { sparedBy } from './allowances.ts';
import type { EndpointAlternative } from './egress.ts';
import type { CostEstimate, LineItem, UsageNote } from './estimate.ts';
import { sumOfCents } from './money.ts';
import { renderTable } from './render-table.ts';

/** The estimate as a person reads it: what it costs, what use adds, what could be had otherwise, how sure it is. */
export function renderEstimate(estimate: CostEstimate, alternative?: EndpointAlternative): string {
  return [
    `Stack ${estimate.stack} in ${estimate.region}: ${usd(estimate.monthly)} USD a month (${estimate.hoursPerMonth} hours) while nobody calls it.`,
    renderLines(estimate),
    `What varies by use, not in the total; some of it, logs above all, comes without callers too:\n${renderUsage(estimate.usage)}`,
    ...(alternative === undefined ? [] : [renderAlternative(alternative)]),
    renderRemarks(estimate),
  ].join('\n\n');
}

function renderLines({ lines, monthly }: CostEstimate): string {
  const rows = groupAlike(lines).map((alike) => {
    const [first] = alike;
    const more = alike.length - 1;
    return [
      more === 0 ? first.resource : `${first.resource}, ${more} more`,
      first.what,
      count(alike.reduce((sum, { quantity }) => sum + quantity, 0)),
      first.unit,
      String(first.unitPrice),
      usd(sumOfCents(alike.map((line) => line.monthly))),
      first.confirmed === 'unconfirmed' ? 'unconfirmed' : '',
    ];
  });
  const head = ['resource', 'what', 'quantity', 'unit', 'USD each', 'USD a month', 'price'];
  const total = ['', 'total', '', '', '', usd(monthly), ''];
  return renderTable(head, [...rows, total], [2, 4, 5]);
}

type Alike = [LineItem, ...LineItem[]];

/**
 * Lines that differ in nothing but the resource, together, the dearest group first. Resources are told by name, since
 * those that wait for others are declared in any order.
 */
function groupAlike(lines: readonly LineItem[]): Alike[] {
  const byName = [...lines].sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0));
  const groups = new Map<string, Alike>();
  for (const line of byName) {
    const key = JSON.stringify([line.type, line.what, line.unit, line.unitPrice]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const monthly = (alike: Alike): number => alike.reduce((sum, line) => sum + line.monthly, 0);
  return [...groups.values()].sort((a, b) => monthly(b) - monthly(a));
}

function renderUsage(usage: readonly UsageNote[]): string {
  const rows = usage.map(({ what, unit, unitPrice }) => [`  ${what}`, String(unitPrice), `per ${unit}`]);
  const distinct = new Map(rows.map((row) => [row.join('\n'), row]));
  const sorted = [...distinct.values()].sort(([a = ''], [b = '']) => a.localeCompare(b, 'en'));
  return renderTable(['  what', 'USD', ''], sorted, [1]);
}

function renderAlternative(alternative: EndpointAlternative): string {
  const { endpointCount, zones, endpoints, instead, beside } = alternative;
  return [
    `As an alternative, not in the total: ${endpointCount} interface endpoints in ${zones} zones each cost ${usd(endpoints)} USD a month.`,
    `With them in place of its way to the internet (egress: endpoints) the stack costs ${usd(instead)}, with both ${usd(beside)}.`,
  ].join('\n');
}

function renderRemarks({ allowances, priceTableDate, freeResources, lines, monthly }: CostEstimate): string {
  const spared = sparedBy(allowances);
  const what = allowances
    .map(({ quantity, what: name }) => `${count(quantity)} ${name}${quantity === 1 ? '' : 's'}`)
    .join(', ');
  const unconfirmed = lines.filter(({ confirmed }) => confirmed === 'unconfirmed');
  return [
    ...(spared > 0
      ? [
          `No free allowance is deducted. If the account uses CloudWatch's nowhere else (here ${what}), it pays ${usd(spared)} less: ${usd(sumOfCents([monthly, -spared]))}.`,
        ]
      : ['No free allowance is deducted.']),
    ...(unconfirmed.length > 0
      ? [
          `${usd(sumOfCents(unconfirmed.map((line) => line.monthly)))} USD of it rest on prices marked unconfirmed: no public copy of them was at hand.`,
        ]
      : []),
    `${freeResources} further resources are of types that cost nothing by themselves.`,
    `List prices on demand, without taxes and discounts, gone through on ${priceTableDate}; the authority is the AWS Price List.`,
    'Where each price is from and how sure it is: npm run cost -- --prices',
  ].join('\n');
}

function usd(amount: number): string {
  return amount.toFixed(2);
}

/** A quantity without the tail of a binary fraction. */
function count(quantity: number): string {
  return String(Number(quantity.toFixed(3)));
}
