import type { ChildProcess } from 'node:child_process';

/**
 * Asks a child process something over its channel and waits for the answer. One question at a time: the next
 * message from the child is taken for the answer.
 */
export const ask = <Answer>(child: ChildProcess, question: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const answered = (answer: unknown): void => {
      child.off('exit', ended);
      resolve(answer as Answer);
    };
    const ended = (code: number | null): void => {
      child.off('message', answered);
      reject(new Error(`The process ended with ${code ?? 'a signal'} instead of an answer.`));
    };
    child.once('message', answered);
    child.once('exit', ended);
    child.send(question);
  });
