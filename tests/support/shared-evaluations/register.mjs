// Loaded with --import into a command that a test starts: what it evaluates, it asks the test run for.
import * as module from 'node:module';

import * as hooks from './resolve.mjs';

// Node 26 warns of hooks in a thread of their own, and Node 20 knows no others.
if (module.registerHooks) module.registerHooks({ resolve: hooks.resolveSync });
else module.register('./resolve.mjs', import.meta.url);
