import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

/** A file of the page, in memory. */
export interface Asset {
  readonly contentType: string;
  readonly body: string;
}

/** By path. */
export type Assets = ReadonlyMap<string, Asset>;

const client = fileURLToPath(new URL('../client/', import.meta.url));

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="6" cy="6" r="4.5" fill="none" stroke="#3b82f6" stroke-width="2"/><path d="m9.5 9.5 5 5M12 12l2-2" stroke="#3b82f6" stroke-width="2" fill="none"/></svg>`;

/**
 * Bundles the page's script and style sheet, as the service is bundled when a run starts: what is served is what the
 * sources say, and nothing is left on disk.
 * @throws Error of esbuild with the place in the source.
 */
export async function buildAssets(): Promise<Assets> {
  try {
    const { outputFiles } = await build({
      entryPoints: { main: `${client}main.ts`, style: `${client}style.css` },
      outdir: client,
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      minify: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
    const bundled = new Map(
      outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), text]),
    );
    return new Map([
      [
        '/assets/main.js',
        { contentType: 'text/javascript; charset=utf-8', body: bundled.get('main.js') ?? '' },
      ],
      // What scripts import and what the style sheet holds.
      [
        '/assets/main.css',
        {
          contentType: 'text/css; charset=utf-8',
          body: `${bundled.get('main.css') ?? ''}${bundled.get('style.css') ?? ''}`,
        },
      ],
      ['/assets/icon.svg', { contentType: 'image/svg+xml', body: icon }],
    ]);
  } finally {
    await stop();
  }
}
