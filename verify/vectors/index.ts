import { jsonComparisonVectors } from './json-comparisons.ts';
import { jsonSelectorVectors } from './json-selectors.ts';
import { jsonStructureVectors } from './json-structure.ts';
import { jsonValueVectors } from './json-values.ts';
import { regexVectors } from './regexes.ts';
import { spaceVectors } from './space-delimited.ts';
import { termVectors } from './terms.ts';
import type { FilterVector } from './vector.ts';

/** What is known of filter patterns, by the part of the language: rules with messages on both sides of each. */
export const vectorSets: Readonly<Record<string, readonly FilterVector[]>> = {
  'unstructured terms': termVectors,
  'regular expressions': regexVectors,
  'JSON values': jsonValueVectors,
  'JSON comparisons': jsonComparisonVectors,
  'JSON selectors': jsonSelectorVectors,
  'JSON structure': jsonStructureVectors,
  'space-delimited fields': spaceVectors,
};
