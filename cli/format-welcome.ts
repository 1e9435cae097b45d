import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { placeholderEmail } from '../local/run/placeholder-email.ts';
import type { LocalRun } from '../local/run/start-local-run.ts';
import { feeds } from '../stack/declared/feeds.ts';

/**
 * What a person needs next: the page to look at, the lab's requests ready to paste, and where things are.
 * @param consoleTold the line about the page; `undefined` where none is wanted.
 */
export function formatWelcome(run: LocalRun, consoleTold: string | undefined): string {
  const { endpoint, plan } = run;
  // A name that no run on this folder's database has used.
  const name = `demo-${randomBytes(4).toString('hex')}`;
  const curl = (method: string, route: string, body: Record<string, string>): string =>
    `  curl -s -X ${method} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}' ${endpoint}${route}; echo`;
  const recipients = new Set(
    plan.topics.flatMap(({ subscriptions }) => subscriptions.map((one) => one.endpoint)),
  );
  const evaluated = plan.alarms.filter((alarm) =>
    plan.metricFilters.some((filter) => feeds(filter, alarm)),
  ).length;
  const others = plan.alarms.length - evaluated;
  return [
    '',
    `The stack ${plan.stack} runs here: ${plan.metricFilters.length} metric filters, ${evaluated} alarms.`,
    ...(others === 0
      ? []
      : [
          `${others} more alarms watch metrics that AWS makes (load balancer, database, logs): they are not evaluated here.`,
        ]),
    ...(consoleTold === undefined ? [] : ['', 'To look at, and to try it all by clicking:', consoleTold]),
    '',
    'Encrypt a text. The answer holds the Key that opens it:',
    curl('POST', '/encrypt', { Name: name, Text: 'my secret' }),
    '',
    'Try a wrong key, a few times. KMS refuses, and the alarm follows at the end of the minute:',
    curl('GET', '/decrypt', { Name: name, Key: 'some-random-false-key' }),
    '',
    'And the right one (put in the Key you were given):',
    curl('GET', '/decrypt', { Name: name, Key: 'KEY' }),
    '',
    `Mail:    ${relative(run.mailFolder)}/*.eml, to ${[...recipients].join(', ')}`,
    ...(recipients.has(placeholderEmail)
      ? ['         (a placeholder: the stack sets no keywatch:alertEmail, so on AWS nobody would be told)']
      : []),
    '         (the first ones only say OK: every new alarm settles at the next full minute, and AWS mails that too)',
    `Outputs: ${relative(run.outputsFile)}   All of it as a test: npm run smoke -- --outputs ${relative(run.outputsFile)}`,
    'Stop with Ctrl-C. What happens is told here as it happens:',
    '',
  ].join('\n');
}

function relative(file: string): string {
  return path.relative(process.cwd(), file) || file;
}
