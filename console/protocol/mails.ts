/** A mail in the run's mailbox. */
export interface MailView {
  /** The id of the event that told of it. */
  readonly id: number;
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The alarm it tells of; `null`: of something else. */
  readonly detectionId: string | null;
  /** Its file, as a mail program opens it. */
  readonly file: string;
}
