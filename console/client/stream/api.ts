import type {
  Detail,
  DetectionExplanation,
  Fault,
  FaultOrder,
  Problem,
  ScenarioId,
  Snapshot,
  TryOutcome,
} from '../../protocol.ts';
import type { DetailPath } from '../model/detail-path.ts';

/** What the page asks of its server. Each call throws an Error whose message is a sentence to show. */
export const api = {
  snapshot: () => ask<Snapshot>('/api/snapshot'),
  detail: (path: DetailPath) => ask<Detail>(path),
  explain: (eventId: number, detectionId: string) =>
    ask<DetectionExplanation>(`/api/explain?event=${eventId}&detection=${encodeURIComponent(detectionId)}`),
  tryScenario: (id: ScenarioId) => ask<TryOutcome>(`/api/try/${id}`, {}),
  setFault: (fault: Fault | null) => ask<FaultOrder>('/api/fault', { fault } satisfies FaultOrder),
};

/** A body makes it a POST. */
async function ask<T>(path: string, body?: object): Promise<T> {
  const post = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, body === undefined ? {} : post).catch(() => {
    throw new Error('The local run does not answer. Is npm start still running?');
  });
  if (!response.ok) throw new Error(await readProblem(response));
  return (await response.json()) as T;
}

async function readProblem(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
  return problem?.message ?? `The console answered ${response.status}.`;
}
