/** A whole HTTP answer. Everything that isn't a secret's Text or Key says what it has to say in Message. */
export interface Answer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: { readonly Message: string };
}

export const answer = (
  statusCode: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Answer => ({
  statusCode,
  ...(headers && { headers }),
  body: { Message: message },
});
