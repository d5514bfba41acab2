import { defineEntity, p } from '@mikro-orm/core';
import type { ChangeKind } from '../../contract/change-kinds.js';
import type { ChangeState, MatchedBy } from '../../contract/run-rows.js';

/**
 * What the row itself says. A `planned` change was applied when the run got past it (`batch_run.applied_through`), so the
 * row is written once. It is written again when it is refused, and when it is deferred, because another user still had
 * its value: then the run gets past it without applying it.
 */
export type StoredChangeState = ChangeState | 'deferred';

/** A link before a change moves it, and after it if the change turns back another one: the rows of `directory_link`. */
export interface MovedLink {
  readonly before: Readonly<Record<string, string | null>>;
  readonly after?: Readonly<Record<string, string | null>>;
}

/** True when the change `c` of the run `r` was applied. */
export const IS_APPLIED = `(c.state = 'applied' or c.state = 'planned' and c.seq <= r.applied_through)`;

/** The change of one user: part of the plan before it is applied, and of the journal afterwards. */
export const BatchChange = defineEntity({
  name: 'LdapAddonBatchChange',
  tableName: 'batch_change',
  properties: {
    runId: p.uuid().primary().fieldName('run_id'),
    /** 1, 2, 3, ... within the run: the order in which the changes are applied. */
    seq: p.integer().primary().fieldName('seq'),
    kind: p.text().$type<ChangeKind>().fieldName('kind'),
    state: p.text().$type<StoredChangeState>().fieldName('state').default('planned'),
    dn: p.text().fieldName('dn'),
    stableId: p.text().fieldName('stable_id'),
    /** Of a new user, its future key. Null in plans of versions before 0.4.0. */
    userId: p.text().nullable().fieldName('user_id'),
    matchedBy: p.text().$type<MatchedBy>().nullable().fieldName('matched_by'),
    /** The values as text, in the order of `ValueOrder`. Those that differ from `after` change. Empty for a new user. */
    before: p.array<string | null>().columnType('text[]').fieldName('before'),
    after: p.array<string | null>().columnType('text[]').fieldName('after'),
    /** The link that the change moves to its stable id. Null if it moves none. */
    movedLink: p.json<MovedLink>().nullable().fieldName('moved_link'),
    /** Null when the change was applied with its chunk, whose time holds. */
    appliedAt: p.datetime(3).nullable().fieldName('applied_at'),
    /** Where a change that was put off stands among all. Null when the change was applied with its chunk, whose place holds. */
    position: p.bigint('string').nullable().fieldName('position'),
  },
  indexes: [{ name: 'batch_change_user_index', properties: ['userId'], where: `user_id is not null` }],
});
