import { URL } from 'node:url';

const evaluate = new URL('../../../stack/evaluate.ts', import.meta.url).href;
const shared = new URL('evaluate.ts', import.meta.url).href;

/** Gives whoever imports `stack/evaluate.ts` the module of that name in this folder. */
export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier, context);
  return resolved.url === evaluate ? { ...resolved, url: shared } : resolved;
}
