import type { Probe } from './probe.ts';

/** Largest event of CloudWatch Logs, with the 26 bytes it counts for each. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const largestMessageBytes = 262_144 - 26;
const frame = '{"pad":"","v":1}';
const largestMessage = frame.replace('""', `"${'x'.repeat(largestMessageBytes - frame.length)}"`);

/** Open questions about how values compare. */
export const valueProbes: readonly Probe[] = [
  {
    id: 'not-equal-of-nothing',
    question: 'Does != hold where the property is missing or is no text and no number?',
    pattern: '{ $.v != "y" }',
    messages: ['{"v":"z"}', '{"v":"y"}', '{}', '{"v":null}', '{"v":true}', '{"v":[]}'],
    readings: {
      'for text and numbers only': 'TFFFFF',
      'where it is missing too': 'TFTFFF',
      'for every value, not where it is missing': 'TFFTTT',
      'wherever = does not': 'TFTTTT',
    },
  },
  {
    id: 'quoted-number',
    question: 'Does a quoted number equal numbers by how they are written?',
    pattern: '{ $.v = "1" }',
    messages: ['{"v":1}', '{"v":1.0}', '{"v":1e0}', '{"v":"1"}', '{"v":"1.0"}'],
    readings: {
      'by how they are written': 'TFFTF',
      'as numbers': 'TTTTF',
      'text only': 'FFFTF',
      'as numbers, in text too': 'TTTTT',
    },
  },
  {
    id: 'unquoted-number',
    question: 'Does an unquoted number equal text by how it is written?',
    pattern: '{ $.v = 1 }',
    messages: ['{"v":1}', '{"v":1.0}', '{"v":1e0}', '{"v":"1"}', '{"v":"1.0"}'],
    readings: {
      'numbers as numbers, text as text': 'TTTTF',
      'all by how they are written': 'TFFTF',
      'numbers only': 'TTTFF',
      'text as numbers too': 'TTTTT',
    },
  },
  {
    id: 'unquoted-exponent',
    question: 'Does an unquoted number with an exponent equal text?',
    pattern: '{ $.v = 1e+0 }',
    messages: ['{"v":1}', '{"v":"1"}', '{"v":"1e+0"}'],
    readings: { 'numbers only': 'TFF', 'text by how it is written': 'TFT', 'text as numbers': 'TTT' },
  },
  {
    id: 'ordered-text',
    question: 'Does > hold for text that is a number?',
    pattern: '{ $.v > 5 }',
    messages: ['{"v":10}', '{"v":"10"}', '{"v":5}'],
    readings: { never: 'TFF', 'it does': 'TTF' },
  },
  {
    id: 'boolean-equals',
    question: 'Does = true equal the boolean?',
    pattern: '{ $.v = true }',
    messages: ['{"v":true}', '{"v":"true"}', '{"v":"TRUE"}'],
    readings: { 'the text only': 'FTF', 'both, by how they are written': 'TTF', 'the boolean only': 'TFF' },
  },
  {
    id: 'boolean-not-equal',
    question: 'Does != true hold for the boolean false?',
    pattern: '{ $.v != true }',
    messages: ['{"v":true}', '{"v":false}', '{"v":"true"}', '{"v":"false"}'],
    readings: { 'for text only': 'FFFT', 'for false too': 'FTFT', 'for both booleans': 'TTFT' },
  },
  {
    id: 'null-in-array',
    question: 'Does IS NULL hold for an array with a null in it?',
    pattern: '{ $.v IS NULL }',
    messages: ['{"v":null}', '{"v":[null]}', '{"v":[1,null]}', '{"v":[1]}', '{"v":[]}', '{"v":{"b":null}}'],
    readings: { 'it does': 'TTTFFF', 'for null itself only': 'TFFFFF', 'for an object too': 'TTTFFT' },
  },
  {
    id: 'beyond-double-precision',
    question: 'Do whole numbers beyond double precision compare exactly?',
    pattern: '{ $.v = 9007199254740993 }',
    messages: ['{"v":9007199254740993}', '{"v":9007199254740992}', '{"v":9007199254740994}'],
    readings: { exactly: 'TFF', 'as doubles': 'TTF' },
  },
  {
    id: 'fractions-beyond-double-precision',
    question: 'Do fractions beyond double precision compare exactly?',
    pattern: '{ $.v = 0.1 }',
    messages: ['{"v":0.1}', '{"v":0.10000000000000000001}', '{"v":0.11}'],
    readings: { exactly: 'TFF', 'as doubles': 'TTF' },
  },
  {
    id: 'order-beyond-double-precision',
    question: 'Are numbers beyond double precision ordered exactly?',
    pattern: '{ $.v > 9007199254740992 }',
    messages: ['{"v":9007199254740994}', '{"v":9007199254740993}', '{"v":9007199254740992}'],
    readings: { exactly: 'TTF', 'as doubles': 'TFF' },
  },
  {
    id: 'largest-event',
    question: 'Is the end of the largest possible event matched?',
    pattern: '{ $.v = 1 }',
    messages: [largestMessage, '{"v":1}'],
    readings: { 'it is': 'TT', 'it is not': 'FT' },
  },
];
