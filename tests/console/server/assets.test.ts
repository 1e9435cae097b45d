import { beforeAll, describe, expect, it } from 'vitest';
import { type Assets, buildAssets } from '../../../console/server/assets.ts';

describe("the page's files", () => {
  let assets: Assets;

  beforeAll(async () => {
    assets = await buildAssets();
  });

  it('are a script, a style sheet and an icon', () => {
    expect([...assets].map(([path, { contentType }]) => [path, contentType])).toEqual([
      ['/assets/main.js', 'text/javascript; charset=utf-8'],
      ['/assets/main.css', 'text/css; charset=utf-8'],
      ['/assets/icon.svg', 'image/svg+xml'],
    ]);
    for (const { body } of assets.values()) expect(body.length).toBeGreaterThan(100);
  });

  it('load nothing from elsewhere and run no text as code, which their policy would refuse', () => {
    const { body: style = '' } = assets.get('/assets/main.css') ?? {};
    expect(style.match(/url\(|@import/g)).toBeNull();
    const { body: script = '' } = assets.get('/assets/main.js') ?? {};
    expect(script.match(/\beval\(|new Function\(|\bimport\(|sourceMappingURL/g)).toBeNull();
  });

  it('stay small', () => {
    const bytes = [...assets.values()].reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    expect(bytes).toBeLessThan(256 * 1024);
  });
});
