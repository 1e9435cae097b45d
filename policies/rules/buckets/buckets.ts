import { refersTo } from '../../refers-to.ts';
import type { Resource } from '../../resource.ts';
import type { StackView } from '../../stack-view.ts';

/** The resources of a type that configure this bucket. */
export function configurationsOf(bucket: Resource, type: string, stack: StackView): readonly Resource[] {
  return stack.find(`aws:s3/${type}`, ({ properties }) => refersTo(properties['bucket'], bucket));
}

/** Whether a trail delivers to the bucket. */
export function holdsTrail(bucket: Resource, stack: StackView): boolean {
  return (
    stack.find('aws:cloudtrail/trail:Trail', ({ properties }) => refersTo(properties['s3BucketName'], bucket))
      .length > 0
  );
}
