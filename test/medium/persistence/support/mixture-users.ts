import { expectMatch } from './expectations.js';
import { changed as changedBy, type Field, type MixtureModel, type Values } from './mixture-model.js';
import { address, noteByHand, STATES, type Written } from './mixture-values.js';
import type { TestHost } from './test-host.js';
import { usersOf } from './users-of.js';

/** What people and other programs do with the users, in the host and in the model. */
export class MixtureUsers {
  private readonly users: ReturnType<typeof usersOf>;

  constructor(
    private readonly host: TestHost,
    private readonly model: MixtureModel,
    private readonly written: Map<string, Written>,
  ) {
    this.users = usersOf(host.persistence);
  }

  /** Another program writes a value, or deletes the user with its link. */
  async edit(name: string, field: Field | 'deleted', value: string): Promise<void> {
    const user = this.model.users.get(name);
    if (!user) return;
    if (field === 'deleted') {
      this.model.users.delete(name);
      this.model.links.delete(name);
      await this.host.sql('delete from identity_user where user_name = $1', [name]);
      await this.host.sql('delete from directory_link where stable_id = $1', [name]);
      return;
    }
    const written = valueOf(name, field, value);
    this.model.users.set(name, { ...user, values: { ...user.values, [field]: written } });
    const type = field === 'state' ? '::user_state' : '';
    await this.host.sql(`update identity_user set ${field} = $2::text${type} where user_name = $1`, [name, written]);
  }

  async pin(name: string, field: Field, isSet: boolean): Promise<void> {
    const user = this.model.users.get(name);
    if (!user) return;
    this.model.pin(user.key, field, isSet);
    const pins = { [field]: isSet ? { expiresAt: null } : null };
    await this.users.change(await this.idOf(name), { fields: {}, pins, reason: 'asked by phone', changedBy: 'olga' });
  }

  /** An operator changes values, also pinned ones. */
  async changeByHand(name: string, changes: Partial<Record<Field, string>>): Promise<void> {
    const user = this.model.users.get(name);
    if (!user) return;
    const fields = Object.fromEntries(
      Object.entries(changes).map(([field, value]) => [field, valueOf(name, field as Field, value)]),
    );
    const request = { fields, reason: 'asked by phone', changedBy: 'olga' };
    expectMatch(await this.users.change(await this.idOf(name), request), { ok: true });
    const values: Values = { ...user.values, ...fields };
    noteByHand(this.written, user.key, changedBy({ before: user.values, after: values }), 'olga');
    this.model.users.set(name, { ...user, values });
  }

  /** Those whom a run was to change. */
  async idsIn(runId: string, names: readonly string[]): Promise<readonly string[]> {
    const users = await this.host.sql<{ name: string; id: string }>(
      'select stable_id as name, user_id as id from batch_change where run_id::text = $1',
      [runId],
    );
    return users.filter(({ name }) => names.includes(name)).map(({ id }) => id);
  }

  private async idOf(name: string): Promise<string> {
    const [row] = await this.host.sql<{ id: string }>('select id::text from identity_user where user_name = $1', [
      name,
    ]);
    return row?.id ?? '';
  }
}

function valueOf(name: string, field: Field, value: string): string {
  return { title: value, email: address(name, value), state: STATES[value] ?? 'active' }[field];
}
