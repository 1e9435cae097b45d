import { describe, expect, it } from 'vitest';
import { ecrRepositoryArn } from '../../infra/ecr-repository-arn.ts';

describe('the repository of an image', () => {
  it.each([
    [
      '111122223333.dkr.ecr.us-east-1.amazonaws.com/keywatch-dev-service:1',
      'aws',
      'arn:aws:ecr:us-east-1:111122223333:repository/keywatch-dev-service',
    ],
    [
      '444455556666.dkr.ecr.eu-west-1.amazonaws.com/team/service@sha256:00',
      'aws',
      'arn:aws:ecr:eu-west-1:444455556666:repository/team/service',
    ],
    [
      '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/service:1',
      'aws-cn',
      'arn:aws-cn:ecr:cn-north-1:111122223333:repository/service',
    ],
  ])('of %s is known by its ARN', (image, partition, arn) => {
    expect(ecrRepositoryArn(image, partition)).toBe(arn);
  });

  it.each([
    'ghcr.io/someone/keywatch:1',
    'public.ecr.aws/someone/keywatch:1',
    'evil.example/111122223333.dkr.ecr.us-east-1.amazonaws.com/service:1',
  ])('is none of ours for %s', (image) => {
    expect(ecrRepositoryArn(image, 'aws')).toBeUndefined();
  });
});
