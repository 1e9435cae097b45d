import type { Probe } from './probe.ts';

/** Open questions about what a selector finds. */
export const selectorProbes: readonly Probe[] = [
  {
    id: 'not-equal-through-wildcard',
    question: 'Does != through [*] ask for a member that differs, or for no member that equals?',
    pattern: '{ $.a[*] != 1 }',
    messages: ['{"a":[1,1]}', '{"a":[1,2]}', '{"a":[2,2]}', '{"a":[]}', '{}'],
    readings: {
      'some member differs': 'FTTFF',
      'there are members and none equals': 'FFTFF',
      'no member equals': 'FFTTF',
      'no member equals, even without the array': 'FFTTT',
    },
  },
  {
    id: 'not-exists-through-wildcard',
    question: 'Does NOT EXISTS through [*] ask for a member without the property, or for no member with it?',
    pattern: '{ $.a[*].b NOT EXISTS }',
    messages: ['{"a":[{"b":1}]}', '{"a":[{"b":1},{"c":1}]}', '{"a":[{"c":1}]}', '{"a":[]}', '{}'],
    readings: {
      'some member lacks it': 'FTTFF',
      'some member lacks it, or there is no member': 'FTTTT',
      'no member has it': 'FFTTT',
    },
  },
  {
    id: 'bracket-after-name',
    question: 'May a key in brackets follow a name?',
    pattern: "{ $.ctx.['aws:x'] = 1 }",
    messages: ['{"ctx":{"aws:x":1}}', '{"aws:x":1}', '{"ctx":{"aws":{"x":1}}}'],
    readings: { 'it steps into the property': 'TFF', 'it starts from the top': 'FTF' },
  },
  {
    id: 'bracket-after-name-without-dot',
    question: 'May a key in brackets follow a name without a dot?',
    pattern: "{ $.ctx['aws:x'] = 1 }",
    messages: ['{"ctx":{"aws:x":1}}', '{"aws:x":1}', '{"ctx":{"aws":{"x":1}}}'],
    readings: { 'it steps into the property': 'TFF', 'it starts from the top': 'FTF' },
  },
  {
    id: 'key-in-double-quotes',
    question: 'May a key in brackets stand in double quotes?',
    pattern: '{ $.["a.b"] = 1 }',
    messages: ['{"a.b":1}', '{"a":{"b":1}}', '{"\\"a.b\\"":1}'],
    readings: { 'the quotes delimit it': 'TFF', 'the quotes belong to it': 'FFT' },
  },
  {
    id: 'duplicate-keys',
    question: 'Which of two values of one key counts?',
    pattern: '{ $.a = 1 }',
    messages: ['{"a":1,"a":2}', '{"a":2,"a":1}'],
    readings: { 'the last': 'FT', 'the first': 'TF', either: 'TT', 'the event is no JSON': 'FF' },
  },
];
