import { aboutList } from './about-list.ts';
import { mapInput } from './map-input.ts';
import type { WatchedRole } from './watched-roles.ts';
import type { Watch, Watched, WatchedSubjectsArgs, WatchSettings } from './watched.ts';

/**
 * The keys of applications, with those who may use them: the stack's own key and its previous ones, which are its
 * service's alone, then those of others. Which of the other roles a key belongs to is not told, so each of them may. A
 * key that is named as both is everybody's.
 */
export function watchedApplicationKeys(
  { keyArns: { application }, settings }: WatchedSubjectsArgs,
  roles: readonly WatchedRole[],
): Watched<'application-key'> {
  const own = roles.flatMap(({ arn, identity }) => (identity === undefined ? arn : []));
  const others = roles.flatMap(({ arn, identity }) => (identity === undefined ? [] : arn));
  const previous = previousKeys(settings);
  const monitored = others.length === 0 ? [] : settings.monitorKeyArns;
  const keys = [
    ...(application === undefined ? [] : [{ word: 'application', arn: application, userArns: own }]),
    ...distinct([...previous, ...monitored]).map((arn) => ({
      word: keyIdentity(arn),
      arn,
      userArns: [...(previous.includes(arn) ? own : []), ...(monitored.includes(arn) ? others : [])],
    })),
  ];
  if (keys.length === 0) {
    const because =
      'no key of an application is known; monitorKeyArns takes the KMS keys of the watched roles';
    return { watches: [], unknown: [{ whose: undefined, because }] };
  }
  const subjects = keys.map(({ word, arn, userArns }) => ({
    word,
    subject: mapInput(arn, (keyArn) => ({
      keyArn,
      userArns,
      administratorArns: settings.keyAdministratorArns,
    })),
  }));
  return { watches: [{ identity: undefined, about: aboutList('Keys', subjects), subjects }], unknown: [] };
}

/** All keys of the stack, whose aliases it knows, then its previous ones and those of others. */
export function watchedKeys({ names, keyArns, settings }: WatchedSubjectsArgs): Watched<'key'> {
  const own = Object.entries(keyArns).map(([word, arn]) => {
    const aliasArn = names.arn('kms', `alias/${names.named(word)}`);
    return { word, subject: mapInput(arn, (keyArn) => ({ keyArn, aliasArn })) };
  });
  const others = distinct([...previousKeys(settings), ...settings.monitorKeyArns]).map((keyArn) => ({
    word: keyIdentity(keyArn),
    subject: { keyArn, aliasArn: undefined },
  }));
  const subjects = [...own, ...others];
  const watch: Watch<'key'> = { identity: undefined, about: aboutList('Keys', subjects), subjects };
  return { watches: [watch], unknown: [] };
}

/** Keys that the stack's service still decrypts older records with; where it is not deployed, nobody does. */
function previousKeys({
  deployApplication,
  previousKeyArns,
}: Pick<WatchSettings, 'deployApplication' | 'previousKeyArns'>): readonly string[] {
  return deployApplication ? previousKeyArns : [];
}

/** Region, account and id of a key: what is its own in its ARN. */
function keyIdentity(keyArn: string): string {
  const [, , , region = '', accountId = '', resource = ''] = keyArn.split(':');
  return `${region}-${accountId}-${resource.replace('key/', '')}`;
}

function distinct(arns: readonly string[]): readonly string[] {
  return [...new Set(arns)];
}
