import { CONFLICT_CHOICES, type ConflictChoice } from '../../contract/conflicts.js';

/**
 * True when the problem `p` of a complete read offers the choice. Who is synchronized but for a field has a user, or gets one, and
 * whose entry is linked to an existing user has one.
 */
export const OFFERS: Readonly<Record<ConflictChoice, string>> = {
  relink: `(p.params ->> 'lastSeen' is not null and not p.is_partial and p.params ->> 'isLinked' is null)`,
  release: `(p.params ->> 'lastSeen' is not null and p.params ->> 'keeps' is null)`,
  recreate: `(p.code = 'LINKED_USER_DELETED')`,
};

/** The choices of the problem `p` as a JSON array. */
export const OFFERED = `to_jsonb(array_remove(array[${CONFLICT_CHOICES.map(
  (choice) => `case when ${OFFERS[choice]} then '${choice}' end`,
).join(', ')}], null))`;

const IS_OWN_USER_DELETED = `p.params ->> 'ownUser' is not null`;

/**
 * True when the problem `p` is left out of a decision about all of its code: identifying values tell both apart, or the own user of
 * the entry was deleted by hand, and it would get one again.
 */
export const LEFT_OUT: Readonly<Record<ConflictChoice, string>> = {
  relink: `(p.params ->> 'contradicts' is not null or ${IS_OWN_USER_DELETED})`,
  release: `(${IS_OWN_USER_DELETED})`,
  recreate: 'false',
};

/** The user who is in the way, in `conflict_decision`. */
export const USER_IN_THE_WAY = `coalesce(p.params ->> 'userId', '')`;
