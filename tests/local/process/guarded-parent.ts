/** A program that starts the guarded command given as JSON, waits for its first line, prints its pid and lives on. */
import { type ProcessOptions, startProcess } from '../../../local/process/start-process.ts';

const options = JSON.parse(process.argv[2] ?? '') as ProcessOptions;
let announce: (() => void) | undefined;
const announced = new Promise<void>((resolve) => (announce = resolve));
const running = await startProcess({ ...options, onLine: () => announce?.() });
await announced;
console.log(running.pid);
