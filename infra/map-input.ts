import * as pulumi from '@pulumi/pulumi';

/** Applies a function to an input. What is plain stays plain; an object must not hold outputs inside. */
export function mapInput<T extends string | object, U>(
  input: pulumi.Input<T>,
  map: (value: T) => U,
): pulumi.Input<U> {
  if (isPlain(input)) return map(input);
  return (pulumi.output(input) as pulumi.Output<unknown>).apply((value) => map(value as T));
}

/** The same for several inputs together. */
export function mapInputs<T extends string | object, U>(
  inputs: readonly pulumi.Input<T>[],
  map: (values: readonly T[]) => U,
): pulumi.Input<U> {
  return inputs.every(isPlain)
    ? map(inputs)
    : (pulumi.output([...inputs]) as pulumi.Output<unknown>).apply((values) => map(values as readonly T[]));
}

function isPlain<T>(input: pulumi.Input<T>): input is T {
  return !pulumi.Output.isInstance(input) && !(input instanceof Promise);
}
