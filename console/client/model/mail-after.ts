import type { MailView } from '../../protocol.ts';

/** The first mail that told of a detection's change of state; mails are given newest first. */
export function mailAfter(
  mails: readonly MailView[],
  detectionId: string,
  changedMs: number,
): MailView | undefined {
  return mails.findLast((mail) => mail.detectionId === detectionId && mail.atMs >= changedMs);
}
