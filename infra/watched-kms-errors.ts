import type * as pulumi from '@pulumi/pulumi';
import { kmsErrorsQuery } from '../detections/index.ts';
import { mapInputs } from './map-input.ts';
import type { WatchedSubjects } from './watched.ts';

/** The query for every KMS error of the roles and about the keys that a stack watches. */
export function watchedKmsErrors({ records }: WatchedSubjects): pulumi.Input<string> {
  const roles = records.role.watches.flatMap(({ subjects }) => subjects.map(({ subject }) => subject));
  const keys = records.key.watches.flatMap(({ subjects }) => subjects.map(({ subject }) => subject));
  return mapInputs<{ readonly taskRoleArn: string } | { readonly keyArn: string }, string>(
    [...roles, ...keys],
    (subjects) =>
      kmsErrorsQuery({
        taskRoleArns: subjects.flatMap((subject) => ('taskRoleArn' in subject ? subject.taskRoleArn : [])),
        keyArns: subjects.flatMap((subject) => ('keyArn' in subject ? subject.keyArn : [])),
      }),
  );
}
