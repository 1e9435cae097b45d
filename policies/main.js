/**
 * What the Pulumi CLI starts. Its runner loads a pack with `require` and through its own TypeScript loader, which
 * knows no ES modules; so this one file is JavaScript, and hands over to the loader of the rest of the project.
 */
import { register } from 'tsx/esm/api';

register();
void import('./pack.ts');
