import type { Socket } from 'node:net';

/** What happens to the bytes of a connection on their way. */
export interface Impairment {
  /** How much later everything arrives, the end of a connection included. */
  readonly delayMs: number;
  /** Bytes of answers that still pass; after them the connection is reset. */
  readonly answerBytes: number;
  readonly rewriteAnswer: (bytes: Buffer) => Buffer;
}

export const unimpaired: Impairment = {
  delayMs: 0,
  answerBytes: Infinity,
  rewriteAnswer: (bytes) => bytes,
};

/** One direction: what is sent arrives in its order, however the delay changes in between. */
class Lane {
  readonly #queue: (() => void)[] = [];

  send(delayMs: number, arrive: () => void): void {
    if (delayMs === 0 && this.#queue.length === 0) {
      arrive();
      return;
    }
    this.#queue.push(arrive);
    setTimeout(() => this.#queue.shift()?.(), delayMs).unref();
  }
}

/** A client's connection led on to a server, until it is broken. */
export class Wire {
  readonly #client: Socket;
  readonly #server: Socket;
  /** Sockets whose bytes are lost. */
  readonly #unheard = new Set<Socket>();
  #impairment: Impairment;
  #answerBytesLeft: number;

  constructor(client: Socket, server: Socket, impairment: Impairment) {
    this.#client = client;
    this.#server = server;
    this.#impairment = impairment;
    this.#answerBytesLeft = impairment.answerBytes;
    for (const socket of [client, server]) socket.on('error', () => undefined).setNoDelay();
    this.#lead(client, server, (bytes) => server.write(bytes));
    this.#lead(server, client, (bytes) => this.#answer(bytes));
  }

  impair(impairment: Impairment): void {
    this.#impairment = impairment;
    this.#answerBytesLeft = impairment.answerBytes;
  }

  /** Nothing arrives any more, on either side, and nobody is told. */
  silence(): void {
    for (const socket of [this.#client, this.#server]) this.#ignore(socket);
  }

  /** What the server says is lost; what the client says arrives. */
  loseAnswers(): void {
    this.#ignore(this.#server);
  }

  /** The server's end is gone, and the client is not told. */
  loseServer(): void {
    this.silence();
    this.#server.destroy();
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  #lead(from: Socket, to: Socket, arrive: (bytes: Buffer) => boolean): void {
    const lane = new Lane();
    const send = (arrived: () => void): void =>
      lane.send(this.#impairment.delayMs, () => {
        if (!this.#unheard.has(from)) arrived();
      });
    from.on('data', (bytes) =>
      send(() => {
        if (arrive(bytes)) return;
        from.pause();
        to.once('drain', () => {
          if (!this.#unheard.has(from)) from.resume();
        });
      }),
    );
    from.once('end', () => send(() => to.destroySoon()));
    from.once('close', (hadError) =>
      send(() => {
        if (hadError) to.resetAndDestroy();
        else to.destroySoon();
      }),
    );
  }

  #answer(bytes: Buffer): boolean {
    const rewritten = this.#impairment.rewriteAnswer(bytes);
    if (rewritten.length <= this.#answerBytesLeft) {
      this.#answerBytesLeft -= rewritten.length;
      return this.#client.write(rewritten);
    }
    this.#client.write(rewritten.subarray(0, this.#answerBytesLeft), () => this.reset());
    this.#answerBytesLeft = 0;
    return true;
  }

  #ignore(socket: Socket): void {
    this.#unheard.add(socket);
    socket.pause();
  }
}
