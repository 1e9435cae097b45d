import type { EvidenceChannels } from './evidence-settings.ts';

/**
 * Refuses a secret of another region than the function's, which asks Secrets Manager of its own region alone. That shows
 * only at the first alarm, when nobody is told.
 * @throws Error that names the settings, the regions and the cure.
 */
export function refuseForeignSecrets(
  settings: Pick<EvidenceChannels, 'evidenceWebhookSecretArn' | 'evidenceSlackSecretArn'>,
  region: string,
): void {
  const problems = (['evidenceWebhookSecretArn', 'evidenceSlackSecretArn'] as const).flatMap((setting) => {
    const regionOfSecret = settings[setting]?.split(':')[3];
    return regionOfSecret === undefined || regionOfSecret === region
      ? []
      : `keywatch:${setting} is a secret in ${regionOfSecret}, and the function in ${region} reads those of its own region alone; it takes a secret there, or a replica of this one`;
  });
  if (problems.length > 0) throw new Error(`${problems.join('. ')}.`);
}
