import { afterEach, expect, it, vi } from 'vitest';

import { createLogger } from '../../../service/log/logger.ts';

afterEach(() => void vi.useRealTimers());

it('stamps each line with its time to the millisecond, in and across seconds', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const lines: string[] = [];
  const log = createLogger('info', { write: (line: string) => void lines.push(line) });
  const times = [
    '2026-11-22T13:59:58.007Z',
    '2026-11-22T13:59:58.999Z',
    '2026-11-22T13:59:59.000Z',
    '2026-11-22T14:00:00.012Z',
    '2026-11-22T13:59:58.120Z',
  ];
  for (const time of times) {
    vi.setSystemTime(new Date(time));
    log.info('said');
  }
  expect(lines.map((line) => (JSON.parse(line) as { time: string }).time)).toEqual(times);
});
