import type { Fault, ScenarioId } from '../../protocol.ts';
import { burstLength, text, wrongKey } from './scenario-values.ts';

export interface CurlTargets {
  /** The service's. */
  readonly endpoint: string;
  /** The console's own. */
  readonly origin: string;
}

/**
 * What each scenario does, by hand: shell scripts that need curl and sed alone. Names and Keys stay in the shell's
 * variables, so that nothing has to be pasted from one request into the next.
 */
export function curlScripts(targets: CurlTargets): Readonly<Record<ScenarioId, string>> {
  const { endpoint } = targets;
  const name = 'NAME="by-hand-$$-$(date +%s)"';
  const encrypt = post(`${endpoint}/encrypt`, `{"Name":"'"$NAME"'","Text":"${text}"}`);
  const decrypt = (key: string): string => post(`${endpoint}/decrypt`, `{"Name":"'"$NAME"'","Key":"${key}"}`);
  const keepKey = `KEY=$(${encrypt} | sed -n 's/.*"Key":"\\([^"]*\\)".*/\\1/p')`;
  const burst = `for i in $(seq ${burstLength}); do ${decrypt(wrongKey)}; echo; done`;
  return {
    encrypt: lines(name, shown(encrypt)),
    decrypt: lines(name, keepKey, shown(decrypt(`'"$KEY"'`))),
    'wrong-key': lines(name, keepKey, shown(decrypt(wrongKey))),
    'unknown-name': lines(name, shown(decrypt(wrongKey))),
    'wrong-key-burst': lines(name, keepKey, burst),
    outage: lines(order(targets, 'outage'), name, shown(encrypt), order(targets, null)),
    throttling: lines(order(targets, 'throttle'), name, shown(encrypt), order(targets, null)),
  };
}

function post(url: string, body: string, ...headers: string[]): string {
  const options = ['Content-Type: application/json', ...headers].map((header) => `-H '${header}'`).join(' ');
  return `curl -s -X POST ${options} -d '${body}' ${url}`;
}

function order({ origin }: CurlTargets, fault: Fault | null): string {
  return shown(post(`${origin}/api/fault`, JSON.stringify({ fault }), `Origin: ${origin}`));
}

function shown(command: string): string {
  return `${command}; echo`;
}

function lines(...commands: readonly string[]): string {
  return commands.join('\n');
}
