import { readFileSync } from 'node:fs';
import semver from 'semver';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly engines?: { readonly node?: string };
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
const packages = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));

describe('the locked dependencies', () => {
  it('all run on the oldest Node that package.json allows', () => {
    const oldest = semver.minVersion(manifest.engines.node)?.version ?? '';
    const refused = packages.filter(
      ([, { engines }]) => engines?.node !== undefined && !semver.satisfies(oldest, engines.node),
    );
    expect(oldest).toBe('20.20.0');
    expect(refused.map(([path, { engines }]) => `${path} wants Node ${engines?.node ?? ''}`)).toEqual([]);
    expect(packages.length).toBeGreaterThan(300);
  });

  it('name no registry, so that everyone installs from their own', () => {
    const named = packages.filter(([, { resolved, link }]) => resolved !== undefined && link !== true);
    expect(named.map(([path]) => path)).toEqual([]);
  });

  it('are there for every platform, or `npm ci` would refuse the lock file on another machine', () => {
    const wanted = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
    const missing = wanted.filter(
      (name) => !packages.some(([path]) => path.endsWith(`node_modules/${name}`)),
    );
    expect(missing).toEqual([]);
    expect(wanted.length).toBeGreaterThan(10);
  });
});
