/**
 * The area under the ROC curve: how often a random value of `second` is above a random one of `first`, ties
 * counting half. 0.5 when nobody can tell the two apart by their size, 0 or 1 when everybody can. It is
 * Mann and Whitney's U divided by the number of pairs.
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test#Area-under-curve_(AUC)_statistic_for_ROC_curves
 */
export const rocAreaOf = (first: readonly number[], second: readonly number[]): number => {
  const all = [
    ...first.map((value) => ({ value, ofSecond: false })),
    ...second.map((value) => ({ value, ofSecond: true })),
  ].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    const meanRank = (start + 1 + end) / 2;
    for (let index = start; index < end; index += 1) if (all[index]?.ofSecond === true) rankSum += meanRank;
    start = end;
  }
  const u = rankSum - (second.length * (second.length + 1)) / 2;
  return u / (first.length * second.length);
};
