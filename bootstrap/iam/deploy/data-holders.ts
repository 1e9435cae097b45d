import { arnIn, logGroupArns, type DeployTarget } from '../../deploy-target.ts';
import { bucketArn } from './data-policy.ts';

/** What of a stack holds data or evidence, its keys apart: they have no names that an ARN could tell. */
export function dataHolderArns(target: DeployTarget): string[] {
  const { prefix } = target;
  return [
    arnIn(target, 'cloudtrail', `trail/${prefix}-*`),
    arnIn(target, 'ecr', `repository/${prefix}-*`),
    arnIn(target, 'rds', `db:${prefix}-*`),
    ...logGroupArns(target),
    bucketArn(target),
  ];
}

/** What deletes them, or something in them. */
export const destroyingActions = [
  'cloudtrail:DeleteTrail',
  'ecr:BatchDeleteImage',
  'ecr:DeleteRepository',
  'logs:DeleteLogGroup',
  'rds:DeleteDBInstance',
  's3:DeleteBucket',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
] as const;
