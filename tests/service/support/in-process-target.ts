import { HostileTarget } from '../../support/hostile/hostile-target.ts';
import { canaries } from '../../support/hostile/secret-body.ts';
import type { RawTarget } from '../../support/hostile/try-raw.ts';
import { InMemoryService } from './in-memory-service.ts';

const inCanaries = { 'a Name': canaries.Name, 'a Text': canaries.Text, 'a wrong Key': canaries.Key };

/** The service's app over sockets, its records in memory: quick to start, and its answers doubly checked. */
export class InProcessTarget {
  readonly target: HostileTarget;
  readonly raw: RawTarget;
  readonly #service: InMemoryService;

  private constructor(target: HostileTarget, service: InMemoryService) {
    this.target = target;
    this.raw = { ...target.running, port: Number(new URL(target.running.url).port) };
    this.#service = service;
  }

  static async start(): Promise<InProcessTarget> {
    const service = await InMemoryService.start();
    const running = {
      url: await service.app.listen({ host: '127.0.0.1', port: 0 }),
      printed: () => service.log.text(),
      countRecords: () => Promise.resolve(service.records.records.size),
    };
    return new InProcessTarget(await HostileTarget.of(running), service);
  }

  async stop(): Promise<void> {
    this.target.close();
    await this.#service.stop(inCanaries);
  }
}
