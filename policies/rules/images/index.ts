import type { Rule } from '../../rule.ts';
import { imageCustomerKey } from './image-customer-key.ts';
import { imageLifecycle } from './image-lifecycle.ts';
import { imagePinned } from './image-pinned.ts';
import { imagePlatform } from './image-platform.ts';
import { imageRepositoryKept } from './image-repository-kept.ts';
import { imageRepositoryPrivate } from './image-repository-private.ts';
import { imageScanOnPush } from './image-scan-on-push.ts';
import { imageTagsImmutable } from './image-tags-immutable.ts';

export const imagesRules: readonly Rule[] = [
  imageCustomerKey,
  imageLifecycle,
  imagePinned,
  imagePlatform,
  imageRepositoryKept,
  imageRepositoryPrivate,
  imageScanOnPush,
  imageTagsImmutable,
];
