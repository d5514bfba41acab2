import { inFieldOrder } from '../../contract/field-order.js';
import type { PinnedUser, RevertedPinsOutcome, RevertedPinsRequest } from '../../contract/pins.js';
import {
  BatchSyncUsers,
  type RecordedField,
  type UserLink,
  type UserNotSeen,
  type UserRecord,
} from '../../contract/users.js';
import type { UserChangeOutcome, UserChangeRequest } from '../../contract/user-changes.js';
import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import type { Database } from '../database/database.js';
import type { SqlUserWriter } from '../manual/sql-user-writer.js';
import { userStateUnknown } from '../persistence-errors.js';
import type { OwnTables } from '../tables/own-tables.js';
import { type PresentValues, readPresentUser } from '../users/present-user.js';
import type { UserTable } from '../users/user-table.js';
import { typedValue } from './differences.js';
import { RecordedFields } from './recorded-fields.js';
import type { SqlJournal } from './sql-journal.js';
import type { SqlRevertedValues } from './sql-reverted-values.js';
import { readPinnedUsers, readPins } from '../manual/field-pins.js';
import { readLinks, readNotSeen } from './user-links.js';

/** The users, with the changes that were applied to them. */
export class SqlUsers extends BatchSyncUsers {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
    private readonly journal: SqlJournal,
    private readonly writer: SqlUserWriter,
    private readonly revertedValues: SqlRevertedValues,
  ) {
    super();
  }

  async get(userId: string, at?: Date): Promise<UserRecord | undefined> {
    const user = await readPresentUser(this.database, this.users, userId);
    if (!user) return undefined;
    const { id, values } = user;
    const links = await readLinks(this.database, this.tables, id);
    const [present, knownSince] = await this.recorded(id, undefined);
    if (at && (knownSince === null || at < knownSince)) throw userStateUnknown(knownSince ?? undefined);
    const recorded = at ? (await this.recorded(id, at))[0] : present;
    const fields = at
      ? recorded.past((name) => this.isBound(name))
      : recorded.present(this.withRemoved(values, recorded, links));
    const pins = await readPins(this.database, this.tables, id);
    return { id, at: at ?? null, knownSince, fields: this.typed(fields), links, pins };
  }

  async change(id: string, request: UserChangeRequest): Promise<UserChangeOutcome | undefined> {
    const errors = await this.writer.write(id, request);
    if (errors && errors.length > 0) return { ok: false, errors };
    const user = errors && (await this.get(id));
    return user && { ok: true, user };
  }

  pinReverted(runId: string, request: RevertedPinsRequest): Promise<RevertedPinsOutcome> {
    return this.revertedValues.pin(runId, request);
  }

  /** @returns since when each state is known. Between changes of expired runs, some are missing. */
  private async recorded(id: string, at: Date | undefined): Promise<[fields: RecordedFields, knownSince: Date | null]> {
    const recorded = new RecordedFields();
    let knownSince: Date | null = null;
    let isComplete = true;
    for await (const change of this.journal.appliedTo(id, at)) {
      recorded.add(change);
      if (isComplete && (knownSince === null || change.at < knownSince)) knownSince = change.at;
      isComplete &&= !change.isExpired;
    }
    return [recorded, knownSince];
  }

  notSeen(): Promise<readonly UserNotSeen[]> {
    return readNotSeen(this.database, this.tables);
  }

  pinned(): Promise<readonly PinnedUser[]> {
    return readPinnedUsers(this.database, this.tables);
  }

  /** Attributes that a run has removed are not among the values of the user any more. */
  private withRemoved(values: PresentValues, recorded: RecordedFields, [link]: readonly UserLink[]): PresentValues {
    const removed = recorded.removed().filter((name) => name.startsWith(ATTRIBUTES));
    return new Map([
      ...removed.map((name) => [name, null] as const),
      ...values,
      ...(link ? [['dn', link.dn] as const] : []),
    ]);
  }

  private isBound(name: string): boolean {
    if (name === 'source') return this.users.source !== undefined;
    if (name.startsWith(ATTRIBUTES)) return this.users.attributes !== undefined;
    return name === 'state' || name === 'dn' || [...this.users.fields.keys()].some((field) => field === name);
  }

  private typed(fields: ReadonlyMap<string, RecordedField>): Readonly<Record<string, RecordedField>> {
    const { state } = this.users;
    return inFieldOrder(
      Object.fromEntries(
        [...fields].map(([name, { value, writtenBy }]) => [
          name,
          { value: typedValue(name, value as string | null, state), writtenBy },
        ]),
      ),
    );
  }
}
