/** Where the whole JSON behind a step is asked for. */
export type DetailPath = `/api/${string}`;

export const detailPaths = {
  /** An event's own: the call, the log event, the transition, the mail. */
  event: (id: number): DetailPath => `/api/events/${id}`,
  /** CloudTrail's record of a call. */
  record: (callId: number): DetailPath => `/api/events/${callId}/record`,
  /** What a match was counted in, by the period of an alarm. */
  datapoint: (matchId: number, detectionId: string): DetailPath =>
    `/api/events/${matchId}/datapoint?detection=${encodeURIComponent(detectionId)}`,
  /** An alarm as it is now. */
  alarm: (detectionId: string): DetailPath => `/api/alarms/${encodeURIComponent(detectionId)}`,
};
