import type { Probe } from './probe.ts';
import { valueProbes } from './value-probes.ts';
import { selectorProbes } from './selector-probes.ts';
import { spellingProbes } from './spelling-probes.ts';

/** What documentation and recordings leave open and TestMetricFilter can settle. */
export const probes: readonly Probe[] = [...selectorProbes, ...spellingProbes, ...valueProbes];
