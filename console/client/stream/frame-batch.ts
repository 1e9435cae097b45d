/** While the page is hidden there are no frames; what came in is taken over this often all the same. */
const hiddenIntervalMs = 1_000;

/**
 * Calls `flush` at most once per frame, however often it is asked: a thousand events a second are drawn sixty times
 * at most. In a hidden page it calls once a second, so that what is queued stays bounded there too.
 */
export function createFrameBatch(flush: () => void): () => void {
  let scheduled = false;
  const run = (): void => {
    scheduled = false;
    flush();
  };
  return () => {
    if (scheduled) return;
    scheduled = true;
    if (document.hidden) setTimeout(run, hiddenIntervalMs);
    else requestAnimationFrame(run);
  };
}
