import { describe, expect, it } from 'vitest';
import { compileScanStructure } from '../../../replay/archive/structure/compile-scan-structure.ts';
import { scanModule } from '../../../replay/archive/structure/scan-module.ts';

describe('the WebAssembly module that scans archives', () => {
  it('is what its source compiles to; npm run build:scanner writes it', async () => {
    expect(Buffer.from(await compileScanStructure()).equals(scanModule)).toBe(true);
  });
});
