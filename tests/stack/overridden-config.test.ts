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

  it('checks their type as that of any other setting', async () => {
    await expect(readProject('.', 'dev', { 'keywatch:desiredCount': '1.5' })).rejects.toThrow(
      'Pulumi.dev.yaml sets "keywatch:desiredCount" to "1.5": it must be of type integer.',
    );
  });
});
