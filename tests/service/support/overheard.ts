import type { FastifyInstance } from 'fastify';

const titles = { Name: 'a Name', Text: 'a Text', Key: 'a wrong Key' } as const;

type Field = keyof typeof titles;
type Fields = Readonly<Record<string, unknown>>;

/** The fields of a body, or what looks like them in one that is no JSON. */
const fieldsOf = (body: string): Fields => {
  try {
    return (JSON.parse(body) ?? {}) as Fields;
  } catch {
    const found = body.matchAll(/"(Name|Text|Key)"\s*:\s*"([^"\\]*)/g);
    return Object.fromEntries(Array.from(found, ([, field = '', value]) => [field, value]));
  }
};

/**
 * What callers say to apps of this process and are answered, heard inside the apps: no test has to tell what it sends.
 * Bodies that an app doesn't read are not heard, nor are refusals of what is no HTTP: a test of both plants canaries.
 */
export class Overheard {
  readonly answeredKeys = new Set<string>();
  readonly requestIds = new Set<string>();
  /** Heads and bodies, without the Text or Key that an answer is there to carry. */
  readonly answers = new Set<string>();
  readonly #said = new Map<string, Field>();

  /** Hears an app that isn't ready yet. */
  listenTo(app: FastifyInstance): void {
    app.addHook('onRequest', ({ id }, _reply, done) => {
      this.requestIds.add(id);
      done();
    });
    app.addHook('preValidation', ({ body }, _reply, done) => {
      if (Buffer.isBuffer(body)) this.#hear(fieldsOf(body.toString()));
      done();
    });
    app.addHook('onSend', (request, reply, payload, done) => {
      const body = this.#withoutCarried(request.routeOptions.url, reply.statusCode, String(payload));
      this.answers.add(JSON.stringify([reply.statusCode, reply.getHeaders(), body]));
      done();
    });
  }

  /** What callers said, each with its title, but for the Keys that were answered to them. */
  said(): ReadonlyMap<string, string> {
    const notAnswered = [...this.#said].filter(([value]) => !this.answeredKeys.has(value));
    return new Map(notAnswered.map(([value, field]) => [value, titles[field]]));
  }

  /** What has been a Name may be where Names are, whatever else it was. */
  #hear(body: Fields): void {
    for (const field of Object.keys(titles) as Field[]) {
      const value = body[field];
      if (typeof value !== 'string' || value === '' || this.#said.get(value) === 'Name') continue;
      this.#said.set(value, field);
    }
  }

  #withoutCarried(route: string | undefined, statusCode: number, body: string): string {
    if (statusCode !== 200 || (route !== '/encrypt' && route !== '/decrypt')) return body;
    const { Key, Text, ...others } = JSON.parse(body) as Fields;
    if (route === '/encrypt') this.answeredKeys.add(String(Key));
    return JSON.stringify(route === '/encrypt' ? { ...others, Text } : { ...others, Key });
  }
}
