import { fieldError } from '../../contract/field-error.js';
import type { RevertedPinsOutcome, RevertedPinsRequest } from '../../contract/pins.js';
import { storableText } from '../../contract/storable-text.js';
import type { RestorableUsers } from '../../engine/ports/run-history.js';
import type { Database, Statements } from '../database/database.js';
import { avoidNestedLoops } from '../database/planner-settings.js';
import { isLockTimeout, isWorthRetrying } from '../database/sql-state.js';
import { arrayParameter, join, parameter, raw, type Sql, sql, type SqlPart, statement } from '../database/sql.js';
import { bumpGenerations } from '../events/notify.js';
import { userInUse } from '../persistence-errors.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { journaledValues, presentValues } from './journaled-values.js';
import { orderOfRun } from './order-of-run.js';

/** How long a lock that another session holds on a user is waited for. */
const LOCK_SECONDS = 5;
/** Changes of one transaction. */
const STEP = 2_000;
/** How often a step is repeated that met a deadlock with another session. */
const MAX_ATTEMPTS = 5;

/** The values that a revert has written, or would write, and that the next run could write again. */
export class SqlRevertedValues {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
    private readonly lockSeconds = LOCK_SECONDS,
  ) {}

  /** How many users have such values, and one of them. */
  async restorable(runId: string): Promise<RestorableUsers> {
    const order = await orderOfRun(this.database, this.tables, runId);
    if (!order) return NOBODY;
    const visible = await this.users.visible();
    const values = this.values(runId, order.names, visible, raw('true'));
    return this.database.transaction(async (transaction) => {
      await avoidNestedLoops(transaction);
      const [row] = await queryWith<RestorableUsers>(
        transaction,
        sql`select count(distinct user_id)::int as count, min(user_id) as "anyId" from (${values}) v`,
      );
      return row ?? NOBODY;
    });
  }

  /** Does what `BatchSyncUsers.pinReverted` does. */
  async pin(runId: string, request: RevertedPinsRequest): Promise<RevertedPinsOutcome> {
    if (await this.isPast(request.expiresAt)) return { ok: false, errors: [fieldError('expiresAt', 'timePast')] };
    const order = await orderOfRun(this.database, this.tables, runId);
    if (!order) return { ok: true, users: 0 };
    const visible = await this.users.visible();
    let users = 0;
    let after: number | null = 0;
    while (after !== null) {
      const { last, pinned }: PinnedStep = await this.pinNext({ runId, names: order.names, visible, after }, request);
      users += pinned;
      after = last;
    }
    return { ok: true, users };
  }

  private async isPast(expiresAt: Date | null): Promise<boolean> {
    if (expiresAt === null) return false;
    const [row] = await this.database.query<{ past: boolean }>(`select $1::text::timestamptz <= now() as past`, [
      expiresAt.toISOString(),
    ]);
    return row?.past === true;
  }

  private async pinNext(step: PinStep, request: RevertedPinsRequest): Promise<PinnedStep> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction((transaction) => this.pinWith(transaction, step, request));
      } catch (error) {
        if (isLockTimeout(error)) throw userInUse(this.lockSeconds, error);
        if (!isWorthRetrying(error)) throw error;
        if (attempt === MAX_ATTEMPTS) throw userInUse(this.lockSeconds, error);
      }
    }
  }

  /** A pin takes the lock of its user, so that it sees what others have written, and they see the pin. */
  private async pinWith(
    transaction: Statements,
    { runId, names, visible, after }: PinStep,
    request: RevertedPinsRequest,
  ): Promise<PinnedStep> {
    await transaction.query(`select set_config('lock_timeout', '${this.lockSeconds}s', true)`);
    await avoidNestedLoops(transaction);
    const last = await this.lastOf(transaction, runId, after);
    if (last === null) return { last, pinned: 0 };
    const isOfStep = sql`c.seq > ${number(after)} and c.seq <= ${number(last)}`;
    await this.lock(transaction, runId, isOfStep);
    const pinned = await this.write(transaction, this.values(runId, names, visible, isOfStep), request);
    if (pinned > 0) await bumpGenerations(transaction, this.tables, ['users']);
    return { last, pinned };
  }

  private async lastOf(transaction: Statements, runId: string, after: number): Promise<number | null> {
    const [row] = await transaction.query<{ last: number | null }>(
      `select max(seq) as last from (
         select c.seq from ${this.tables.change} c join ${this.tables.run} r on r.id = c.run_id
         where c.run_id = $1::text::uuid and r.mode = 'apply' and r.reverts_run_id is not null and c.seq > $2::int
         order by c.seq limit ${STEP}) s`,
      [runId, after],
    );
    return row?.last ?? null;
  }

  private async lock(transaction: Statements, runId: string, isOfStep: Sql): Promise<void> {
    const { name, key } = this.users;
    const column = raw(`u.${key.name}`);
    await queryWith(
      transaction,
      sql`select ${column}::text from ${raw(name)} u
          where ${column}::text in (
            select c.user_id from ${raw(this.tables.change)} c where c.run_id = ${parameter(runId)}::uuid and ${isOfStep})
          order by ${column} for no key update of u`,
    );
  }

  /** `source` cannot be pinned: it is no value of the directory. */
  private async write(transaction: Statements, values: Sql, request: RevertedPinsRequest): Promise<number> {
    const { reason, expiresAt, pinnedBy } = request;
    const { pin, manualChange, position } = this.tables;
    const [why, who] = [parameter(storableText(reason)), nullable(pinnedBy)];
    const until = nullable(expiresAt?.toISOString() ?? null);
    const recorded = await queryWith(
      transaction,
      sql`with reverted as (${values}),
       pinned as (
         insert into ${raw(pin)} (user_id, field, reason, pinned_by, expires_at)
         select user_id, field, ${why}, ${who}, ${until}::timestamptz from reverted
         on conflict (user_id, field) do update set reason = excluded.reason, pinned_by = excluded.pinned_by,
           pinned_at = excluded.pinned_at, expires_at = excluded.expires_at
         returning user_id, field)
       insert into ${raw(manualChange)} (user_id, changed_by, reason, names, before, after, pins, position)
       select user_id, ${who}, ${why}, '{}', '{}', '{}',
         jsonb_object_agg(field, jsonb_build_object('expiresAt', ${until})), nextval('${raw(position)}')
       from pinned group by user_id
       returning user_id`,
    );
    return recorded.length;
  }

  /**
   * `user_id` and `field` of values that are still those of the revert, or that its plan would change, if the user has an
   * entry in the last complete read, and no pin keeps the value. None once a later good run has written the values of the
   * directory. DN and `source` are not among them: the DN belongs to the link, and no mapping row leads to `source`.
   */
  private values(runId: string, names: readonly string[], visible: Sql | undefined, isOfStep: Sql): Sql {
    const { run, change, link, pin } = this.tables;
    const { name, key } = this.users;
    const protectedKeys = this.users.protectedKeys();
    const present = presentValues(journaledValues(this.users, names));
    const conditions = [
      sql`r.id = ${parameter(runId)}::uuid`,
      isOfStep,
      raw(`not exists (select from ${run} g where g.job = r.job and g.position > r.position and ${isGoodRun('g')})`),
      raw(`v.field not in ('dn', 'source') and v.before is distinct from v.after`),
      raw(`(r.mode = 'plan' or v.present is not distinct from v.after)`),
      raw(`not exists (select from ${pin} p where p.user_id = c.user_id and p.field = v.field and ${IN_FORCE})`),
      ...(visible ? [visible] : []),
      ...(protectedKeys ? [raw(`c.user_id not in (select k.user_id from (${protectedKeys}) k)`)] : []),
    ];
    return sql`
      select c.user_id, v.field
      from ${raw(run)} r
      join ${raw(change)} c on c.run_id = r.id and (r.mode = 'plan' and c.state <> 'refused' or ${raw(IS_APPLIED)})
      join ${raw(link)} l on l.data_pool = r.data_pool and l.stable_id = c.stable_id and l.not_seen_since is null
      join ${raw(name)} u on ${raw(`u.${key.name}`)}::text = c.user_id
      cross join lateral unnest(${arrayParameter(names)}, c.before, c.after, ${present}) v (field, before, after, present)
      where ${join(conditions, ' and ')}`;
  }
}

const NOBODY: RestorableUsers = { count: 0, anyId: null };

interface PinStep {
  readonly runId: string;
  readonly names: readonly string[];
  readonly visible: Sql | undefined;
  /** The last change of the step before. */
  readonly after: number;
}

interface PinnedStep {
  /** The last change of the step; null if there was none. */
  readonly last: number | null;
  /** The number of users. */
  readonly pinned: number;
}

function queryWith<T extends object>(statements: Statements, piece: Sql): Promise<T[]> {
  const { sql: text, values } = statement(piece);
  return statements.query<T>(text, values);
}

function nullable(value: string | null): SqlPart {
  return value === null ? raw('null::text') : parameter(value);
}

function number(value: number): Sql {
  return raw(String(value));
}
