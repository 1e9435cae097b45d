import { randomBytes } from 'node:crypto';
import type { FaultSwitch } from '../../../local/endpoint/fault-switch.ts';
import type { ExchangeView, Fault, ScenarioId, ScenarioView, TryOutcome } from '../../protocol.ts';
import { burstLength, text, wrongKey } from './scenario-values.ts';
import { faultOf } from '../fault-of.ts';
import { type CurlTargets, curlScripts } from './curl-scripts.ts';
import type { Exchange, ServiceClient } from './service-client.ts';

export interface ScenariosOptions {
  readonly curlTargets: () => CurlTargets;
  readonly send: ServiceClient;
  readonly kmsFaults: FaultSwitch;
  /** Told of a fault that a scenario switched on, and of the page's own switching. */
  readonly onFault: (fault: Fault | null) => void;
}

/** What the page's visitor can try. The Keys it takes stay here. */
export interface Scenarios {
  views(): ScenarioView[];
  /** Does what a scenario says; `undefined` when there is none of that name. */
  attempt(id: string): Promise<TryOutcome> | undefined;
  setFault(fault: Fault | null): void;
}

interface Secret {
  readonly name: string;
  readonly key: string;
}

type Steps = () => Promise<readonly Exchange[]>;

const about: Readonly<Record<ScenarioId, readonly [title: string, about: string]>> = {
  encrypt: ['Encrypt', 'Stores a text under a new Name. KMS makes a data key for it.'],
  decrypt: [
    'Decrypt',
    'Opens the text that was stored last, with its Key; stores one first if there is none.',
  ],
  'wrong-key': [
    'Wrong key',
    'Asks for the text that was stored last with a Key that is not its own. KMS refuses; an alarm follows at the end of the minute.',
  ],
  'unknown-name': [
    'Unknown name',
    'Asks for a Name that nobody stored. The answer, the KMS call and its record are those of a wrong key.',
  ],
  'wrong-key-burst': [
    'Burst of wrong keys',
    `Sends ${burstLength} wrong keys in a row: somebody who guesses. The burst detection fires too.`,
  ],
  outage: [
    'KMS outage',
    'Lets KMS answer nothing until it is switched off again, and tries to store a text.',
  ],
  throttling: [
    'KMS throttling',
    'Lets KMS refuse every call for its rate until it is switched off again, and tries to store a text.',
  ],
};

export function createScenarios(options: ScenariosOptions): Scenarios {
  const { send, kmsFaults, onFault } = options;
  let last: Secret | undefined;

  const encrypt: Steps = async () => {
    const name = newName();
    const exchange = await send('/encrypt', { Name: name, Text: text });
    if (exchange.key !== undefined) last = { name, key: exchange.key };
    return [exchange];
  };
  /** Asks for the last secret, stored for the purpose if there is none. */
  const ask = async (keyOf: (secret: Secret) => string, times = 1): Promise<readonly Exchange[]> => {
    const exchanges = last === undefined ? [...(await encrypt())] : [];
    if (last === undefined) return exchanges;
    const { name } = last;
    for (let time = 0; time < times; time++) {
      exchanges.push(await send('/decrypt', { Name: name, Key: keyOf(last) }));
    }
    return exchanges;
  };
  const setFault = (fault: Fault | null): void => {
    if (faultOf(kmsFaults) === fault) return;
    kmsFaults.set(fault ?? undefined);
    onFault(fault);
  };
  const failing =
    (fault: Fault): Steps =>
    () => {
      setFault(fault);
      return encrypt();
    };
  const steps: Readonly<Record<ScenarioId, Steps>> = {
    encrypt,
    decrypt: () => ask(({ key }) => key),
    'wrong-key': () => ask(() => wrongKey),
    'unknown-name': async () => [await send('/decrypt', { Name: newName(), Key: wrongKey })],
    'wrong-key-burst': () => ask(() => wrongKey, burstLength),
    outage: failing('outage'),
    throttling: failing('throttle'),
  };
  const run = async (scenario: ScenarioId): Promise<TryOutcome> => {
    const exchanges = (await steps[scenario]()).map(({ view }) => view);
    const fault = faultOf(kmsFaults);
    return { scenario, exchanges, summary: summarise(exchanges, fault), fault };
  };
  const ids = Object.keys(about) as ScenarioId[];
  return {
    setFault,
    attempt: (id) => {
      const scenario = ids.find((each) => each === id);
      return scenario && run(scenario);
    },
    views: () => {
      const scripts = curlScripts(options.curlTargets());
      return ids.map((id) => ({ id, title: about[id][0], about: about[id][1], curl: scripts[id] }));
    },
  };
}

function newName(): string {
  return `console-${randomBytes(6).toString('hex')}`;
}

function summarise(exchanges: readonly ExchangeView[], fault: Fault | null): string {
  const statuses = new Map<string, number>();
  for (const { path, status } of exchanges) {
    const what = `${path} ${status === null ? 'was not answered' : `answered ${status}`}`;
    statuses.set(what, (statuses.get(what) ?? 0) + 1);
  }
  const told = [...statuses].map(([what, count]) => (count === 1 ? what : `${what} ${count} times`));
  const reminder = fault === null ? '' : ' The fault stays on until it is switched off.';
  return `${told.join(', ')}.${reminder}`;
}
