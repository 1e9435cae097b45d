import { describe, expect, it } from 'vitest';
import { databaseAuthorityProblems } from '../../infra/database-authorities.ts';
import { readCertificateAuthorities } from '../../service/store/certificate-authorities.ts';
import { declaredStack } from '../support/declared-stack.ts';

/** Commercial regions that are on by default, and some that are not. */
const known = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'af-south-1',
  'eu-south-1',
];
const unknown = ['il-central-1', 'mx-central-1', 'us-gov-west-1', 'eu-central', 'central-1', ''];

const built = { deployApplication: true, imageUri: undefined };

describe('a stack whose database could not be verified', () => {
  it.each(known)('is none in %s, where the service finds authorities', (region) => {
    expect(readCertificateAuthorities(undefined, region).length).toBeGreaterThan(0);
    expect(databaseAuthorityProblems(built, region)).toEqual([]);
  });

  it.each(unknown)('is one in "%s", where the service would find none', (region) => {
    expect(() => readCertificateAuthorities(undefined, region)).toThrow('knows no authority');
    expect(databaseAuthorityProblems(built, region)).toEqual([
      expect.stringMatching(`^is ${region}, where no authority of Amazon RDS is known`),
    ]);
  });

  const settings = { 'aws:region': 'il-central-1', 'keywatch:ingressCidrs': ['198.51.100.0/24'] };

  it('is refused with its settings, before anything is declared', async () => {
    await expect(declaredStack('israel', settings)).rejects.toThrow(
      "The settings of the stack israel can't be used:\n  aws:region is il-central-1, where no authority of Amazon RDS is known, so the service could not tell its database from another; it takes another region, or keywatch:imageUri an image that has DATABASE_CA_FILE.",
    );
  });

  it('is refused together with what else is wrong', async () => {
    await expect(declaredStack('israel', { ...settings, 'keywatch:egress': 'none' })).rejects.toThrow(
      /The settings of the stack israel can't be used:\n {2}keywatch:egress is "none"; .*\n {2}aws:region is il-central-1, /,
    );
  });

  it.each([
    [
      'with an image of its own',
      { 'keywatch:imageUri': '444455556666.dkr.ecr.il-central-1.amazonaws.com/keywatch:1.2.3' },
    ],
    [
      'that watches others alone',
      {
        'keywatch:deployApplication': false,
        'keywatch:monitorRoleArns': ['arn:aws:iam::111122223333:role/watched'],
      },
    ],
  ])('is declared %s', async (_, image) => {
    const { outputs } = await declaredStack('israel', { ...settings, ...image });
    expect(outputs['awsRegion']).toBe('il-central-1');
  });
});
