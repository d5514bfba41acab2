import type { RawEntry } from './conflict-directory.js';
import type { ConflictModel } from './conflict-model.js';
import type { ConflictOperation } from './conflict-operations.js';
import type { ModelUser } from './plan-model.js';
import type { TestHost } from './test-host.js';

const COLUMNS = {
  userName: 'user_name',
  principalName: 'principal_name',
  email: 'email',
  title: 'title',
  state: 'state',
} as const;

/** What happens in the directory, and what other programs do to the users, in the host and in the model. */
export async function performOutside(
  host: TestHost,
  model: ConflictModel,
  operation: ConflictOperation,
): Promise<void> {
  switch (operation.what) {
    case 'enter':
      model.directory.set(operation.stableId, operation.raw);
      break;
    case 'leave':
      leave(model, (stableId) => stableId === operation.stableId);
      break;
    case 'close unit':
      leave(model, (_, { unit }) => unit === operation.unit);
      break;
    case 'lose':
      change(model, () => ({ [operation.attribute]: null }));
      break;
    case 'new domain':
      change(model, ({ mail }) => ({ mail: mail?.replace('@one', '@two') ?? null }));
      break;
    case 'exchange':
      exchange(model, operation.attribute, operation.ids);
      break;
    case 'local user':
      await insert(host, model, operation.user);
      break;
    case 'take':
      await take(host, model, operation.position);
      break;
    case 'edit':
      await edit(host, model, operation.position, operation.change);
      break;
    case 'delete':
      await remove(host, model, operation.position);
      break;
    default:
      throw new Error(`Nobody knows how to ${operation.what}.`);
  }
}

type Attribute = 'uid' | 'upn' | 'mail' | 'title';
type NewUser = Pick<ModelUser, 'userName' | 'principalName' | 'email' | 'title' | 'state' | 'isProtected'>;
type Edit = Extract<ConflictOperation, { readonly what: 'edit' }>['change'];

/** The last entry stays: an empty directory is not planned. */
function leave({ directory }: ConflictModel, leaves: (stableId: string, raw: RawEntry) => boolean): void {
  for (const [stableId, raw] of directory) if (directory.size > 1 && leaves(stableId, raw)) directory.delete(stableId);
}

function change({ directory }: ConflictModel, changed: (raw: RawEntry) => Partial<RawEntry>): void {
  for (const [stableId, raw] of directory) directory.set(stableId, { ...raw, ...changed(raw) });
}

function exchange({ directory }: ConflictModel, attribute: Attribute, [one, other]: readonly [string, string]): void {
  const [first, second] = [directory.get(one), directory.get(other)];
  if (!first || !second) return;
  directory.set(one, { ...first, [attribute]: second[attribute] });
  directory.set(other, { ...second, [attribute]: first[attribute] });
}

async function insert(host: TestHost, model: ConflictModel, user: NewUser): Promise<void> {
  if (model.isHeld('', 'userName', user.userName) || model.isHeld('', 'email', user.email)) return;
  const [row] = await host.sql<{ id: string }>(
    `insert into identity_user (user_name, principal_name, email, title, state, role, version, created_at, updated_at)
     select "userName", "principalName", email, title, state::user_state,
       case when "isProtected" then 'administrator' else 'user' end, 1, now(), now()
     from jsonb_to_record($1::text::jsonb) as r ("userName" text, "principalName" text, email text, title text,
       state text, "isProtected" bool) returning id::text`,
    [JSON.stringify(user)],
  );
  const id = row?.id ?? '';
  model.users.set(id, { ...user, id, badge: null, employeeNumber: null, source: null, isHidden: false });
}

/** Another program gives a new user values that somebody is to get by the newest plan that was not applied. */
async function take(host: TestHost, model: ConflictModel, position: number): Promise<void> {
  const rows = model.plans.findLast(({ state }) => state !== 'ended')?.rows ?? [];
  const { userName, email } = rows[position % Math.max(rows.length, 1)]?.after ?? {};
  const none = { principalName: null, title: null, state: 'active', isProtected: false };
  const user = { ...none, userName: textOr(userName, 'zoe'), email: textOr(email, null) };
  if (userName !== undefined || email !== undefined) await insert(host, model, user);
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}

async function edit(host: TestHost, model: ConflictModel, position: number, { field, value }: Edit): Promise<void> {
  const user = userAt(model, position);
  if (!user || model.isHeld(user.id, field, value)) return;
  const column = COLUMNS[field];
  const type = field === 'state' ? '::user_state' : '';
  const changes = JSON.stringify({ value });
  await host.sql(
    `update identity_user set ${column} = ($2::text::jsonb ->> 'value')${type} where id = $1::text::uuid`,
    [user.id, changes],
  );
  model.users.set(user.id, { ...user, [field]: value });
}

async function remove(host: TestHost, model: ConflictModel, position: number): Promise<void> {
  const user = userAt(model, position);
  if (!user) return;
  await host.sql('delete from identity_user where id = $1::text::uuid', [user.id]);
  model.users.delete(user.id);
}

function userAt({ users }: ConflictModel, position: number) {
  const all = [...users.values()];
  return all[position % Math.max(all.length, 1)];
}
