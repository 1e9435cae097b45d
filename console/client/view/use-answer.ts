import { useEffect, useState } from 'preact/hooks';

/** What became of a question to the server. */
export type Answer<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks once for each `key`; an answer that comes after the next question is dropped. */
export function useAnswer<T>(key: string, ask: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ kind: 'asking' });
  useEffect(() => {
    let wanted = true;
    const settle = (settled: Answer<T>): void => {
      if (wanted) setAnswer(settled);
    };
    settle({ kind: 'asking' });
    ask().then(
      (value) => settle({ kind: 'answered', value }),
      (error: unknown) => settle({ kind: 'failed', message: (error as Error).message }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return answer;
}
