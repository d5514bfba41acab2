import { searchPatterns } from './search-patterns.js';
import type { UserFilter, UserOrder, UserSort } from './user-sort.js';
import { folded, SEARCHED_TEXT, SHOWN_NAME } from './user-text-sql.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly (string | number | boolean)[];
}

/** The last row of the previous page. */
export interface UserPosition {
  /** Rows without a value come last in both orders. */
  readonly isEmpty: boolean;
  readonly value: string;
  readonly id: string;
}

/** The ids of a page with what the rows are sorted by. */
export function usersPage(filter: UserFilter, order: UserOrder, limit: number, after?: UserPosition): Statement {
  const { isEmpty, value } = SORTED_BY[order.sort];
  const conditions = [...conditionsOf(filter), ...(after ? [beyond(after, order)] : [])];
  const direction = order.order;
  const keys = [...(isEmpty ? [`${isEmpty} asc`] : []), `${value} ${direction}`, `u.id ${direction}`];
  return {
    sql:
      `select u.id, ${value} as value, ${isEmpty ?? 'false'} as "isEmpty" from identity_user u ` +
      `${where(conditions)}order by ${keys.join(', ')} limit ?`,
    parameters: [...conditions.flatMap(({ parameters }) => parameters), limit],
  };
}

/** How many users a filter finds. */
export function usersTotal(filter: UserFilter): Statement {
  const conditions = conditionsOf(filter);
  return {
    sql: `select count(*)::int as total from identity_user u ${where(conditions)}`.trimEnd(),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

function conditionsOf({ query = '', state, among = [] }: UserFilter): readonly Statement[] {
  const patterns = searchPatterns(query);
  const found = `${SEARCHED_TEXT} ~* all (array[${patterns.map(() => '?').join(', ')}])`;
  return [
    ...(patterns.length > 0 ? [{ sql: found, parameters: patterns }] : []),
    ...(state ? [{ sql: 'u.state = ?', parameters: [state] }] : []),
    ...among.map(amongSql),
  ];
}

function amongSql({ ids, others }: NonNullable<UserFilter['among']>[number]): Statement {
  // One parameter: a statement cannot have one for each of many users.
  return { sql: `${others ? 'not ' : ''}u.id = any(?::uuid[])`, parameters: [`{${ids.join(',')}}`] };
}

function beyond({ isEmpty, value, id }: UserPosition, { sort, order }: UserOrder): Statement {
  const key = SORTED_BY[sort];
  const next = `(${key.value}, u.id) ${order === 'asc' ? '>' : '<'} (?, ?::uuid)`;
  if (!key.isEmpty) return { sql: next, parameters: [value, id] };
  return {
    sql: `(${key.isEmpty} > ?::boolean or (${key.isEmpty} = ?::boolean and ${next}))`,
    parameters: [isEmpty, isEmpty, value, id],
  };
}

function where(conditions: readonly Statement[]): string {
  return conditions.length > 0 ? `where ${conditions.map(({ sql }) => sql).join(' and ')} ` : '';
}

const SORTED_BY: Readonly<Record<UserSort, { readonly value: string; readonly isEmpty?: string }>> = {
  name: { value: folded(SHOWN_NAME) },
  email: byText('email'),
  phone: byText('phone'),
  title: byText('title'),
  department: byText('department'),
  state: { value: 'u.state' },
  source: byText('source'),
};

function byText(column: string) {
  const value = `coalesce(u.${column}, '')`;
  return { value: folded(value), isEmpty: `(${value} = '')` };
}
