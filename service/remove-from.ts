/**
 * Removes `item` from a short list; false when it isn't there.
 *
 * For what comes and goes with every request a list serves better than a Set. V8 makes a Set's table anew every few
 * additions, and each table refers to the one after it: once one has got old, all later ones, with the requests
 * they held, live until the whole heap is collected.
 */
export const removeFrom = <T>(list: T[], item: T): boolean => {
  const index = list.indexOf(item);
  if (index < 0) return false;
  list.splice(index, 1);
  return true;
};
