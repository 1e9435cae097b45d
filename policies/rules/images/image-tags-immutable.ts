import type { Rule } from '../../rule.ts';
import { requires, text } from '../../values.ts';

export const imageTagsImmutable: Rule = {
  id: 'image-tags-immutable',
  sentence: "An image's tag always means the same image.",
  controls: ['FSBP ECR.2', 'CKV_AWS_51', 'AWS-0031'],
  on: ['aws:ecr/repository:Repository'],
  check: requires(
    'imageTagMutability',
    (value) => text(value).startsWith('IMMUTABLE'),
    'IMMUTABLE',
    'Otherwise a push can change what a rollback starts.',
  ),
};
