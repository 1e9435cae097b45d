/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const units: ReadonlySet<string> = new Set([
  'None',
  'Count',
  'Percent',
  'Count/Second',
  ...['Seconds', 'Microseconds', 'Milliseconds'],
  ...['', 'Kilo', 'Mega', 'Giga', 'Tera'].flatMap((scale) =>
    ['Bytes', 'Bits'].flatMap((unit) => {
      const name = scale === '' ? unit : scale + unit.toLowerCase();
      return [name, `${name}/Second`];
    }),
  ),
]);
