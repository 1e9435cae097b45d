/** A program that opens the state folder it is given, says how that went in one line of JSON, and then holds it. */
import { openState } from '../../../local/state/open-state.ts';

const [, , root = ''] = process.argv;
try {
  const { leftovers } = await openState({ root, now: () => new Date() });
  console.log(JSON.stringify({ opened: true, leftovers }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ opened: false, error: (error as Error).message }));
}
