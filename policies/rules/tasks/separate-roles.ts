import type { Rule } from '../../rule.ts';
import { isStated } from '../../values.ts';

export const separateRoles: Rule = {
  id: 'separate-roles',
  sentence: 'What a task may do and what starts it are two roles.',
  controls: ['CKV_AWS_249'],
  essential: 'least-privilege roles',
  on: ['aws:ecs/taskDefinition:TaskDefinition'],
  check: ({ properties: { taskRoleArn, executionRoleArn } }) =>
    isStated(taskRoleArn) && isStated(executionRoleArn) && taskRoleArn !== executionRoleArn
      ? undefined
      : 'taskRoleArn and executionRoleArn are not two roles; give the service one of its own, or it may pull images and write any log, and detections can tell nobody apart.',
};
