import { describe, expect, it } from 'vitest';
import { problemsOf, someStack } from '../support/given-settings.ts';

describe('parsing the settings of a stack', () => {
  it('lists a region whose databases could not be verified with the others', () => {
    const changes = { labAlarm: 'yes', ingressCidrs: '[]' };
    expect(problemsOf(changes, { ...someStack, region: 'il-central-1' })).toEqual([
      'keywatch:labAlarm is "yes"; it takes true or false.',
      'keywatch:ingressCidrs is an empty list; it takes at least one entry.',
      expect.stringMatching(/^aws:region is il-central-1, where no authority of Amazon RDS is known.*\.$/),
    ]);
    expect(problemsOf(changes, { ...someStack, region: undefined })).toContain(
      'aws:region is missing; every stack states it.',
    );
  });

  it('says nothing of the region while it can not be known whether a database is there', () => {
    const israel = { ...someStack, region: 'il-central-1' };
    expect(problemsOf({ deployApplication: 'yes' }, israel)).toEqual([
      'keywatch:deployApplication is "yes"; it takes true or false.',
    ]);
    expect(problemsOf({}, israel)).toHaveLength(1);
  });
});
