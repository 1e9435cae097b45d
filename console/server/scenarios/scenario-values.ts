/** What "try it" encrypts: no secret, it stands in the curl lines. */
export const text = 'a text from the console';

/** Opens nothing. */
export const wrongKey = 'some-random-false-key';

/** Enough for the burst detection, which counts ten within five minutes. */
export const burstLength = 12;
