import { URL } from 'node:url';

const evaluate = new URL('../../../stack/evaluate.ts', import.meta.url).href;
const shared = new URL('evaluate.ts', import.meta.url).href;

const replace = (resolved) => (resolved.url === evaluate ? { ...resolved, url: shared } : resolved);

/** Gives whoever imports `stack/evaluate.ts` the module of that name in this folder. */
export const resolveSync = (specifier, context, nextResolve) => replace(nextResolve(specifier, context));

/** The same, for hooks that run in a thread of their own. */
export const resolve = async (specifier, context, nextResolve) =>
  replace(await nextResolve(specifier, context));
