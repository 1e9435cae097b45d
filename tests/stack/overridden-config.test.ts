import { describe, expect, it } from 'vitest';
import { readProject } from '../../stack/project.ts';

describe('readProject with other settings', () => {
  it("puts them in place of the stack file's and of the defaults, and leaves the rest", async () => {
    const file = (await readProject('.', 'dev')).config;
    const { config } = await readProject('.', 'dev', {
      'keywatch:natGateways': 'perAz',
      'keywatch:egress': 'public-ip',
      'keywatch:ingressCidrs': ['198.51.100.0/24'],
    });
    expect(file).toMatchObject({ 'keywatch:natGateways': 'single', 'keywatch:egress': 'nat' });
    expect(config).toEqual({
      ...file,
      'keywatch:natGateways': 'perAz',
      'keywatch:egress': 'public-ip',
      'keywatch:ingressCidrs': '["198.51.100.0/24"]',
    });
  });

  it("checks them as any other setting, and tells them apart from the file's", async () => {
    const overrides = { 'keywatch:desiredCount': '1.5', 'keywatch:alertEmail': { secure: 'v1:xyz' } };
    await expect(readProject('.', 'dev', overrides)).rejects.toThrow(
      [
        'The given configuration sets "keywatch:desiredCount" to "1.5": it must be of type integer.',
        'The given configuration holds an encrypted value for "keywatch:alertEmail": an evaluation has no key to decrypt it. Keywatch needs no secret in its configuration.',
      ].join('\n'),
    );
  });
});
