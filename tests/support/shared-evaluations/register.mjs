// Loaded with --import into a command that a test starts: what it evaluates, it asks the test run for.
import { register } from 'node:module';

register('./resolve.mjs', import.meta.url);
