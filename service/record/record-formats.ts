import { formatV1 } from './format-v1.ts';
import type { RecordFormat } from './record-format.ts';

/** Every format this build can read. A version stays here as long as one record may still be written in it. */
export const recordFormats: ReadonlyMap<number, RecordFormat> = new Map([[formatV1.version, formatV1]]);

/** The format new records are written in. */
export const currentRecordFormat: RecordFormat = formatV1;
