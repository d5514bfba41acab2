import { CHANGE_KINDS } from '../../contract/change-kinds.js';
import type { ConflictChoice } from '../../contract/conflicts.js';
import { DEFAULT_MATCHING, DEFAULT_RELEASED_NAME, type MatchingField } from '../../contract/matching.js';
import type { Decision, Fact, Outcome } from '../../processes/process-definition.js';
import { join, literal, parameter, raw, type Sql, sql } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import { Identity } from './identity.js';
import { FieldParts } from './field-parts.js';
import { KeptValues } from './kept-values.js';
import {
  journaledValues,
  type MappedField,
  type MappedValue,
  mappedAttributes,
  mappedFields,
  mappedState,
} from './mapped-columns.js';
import type { PinnedValues } from './pinned-values.js';
import { ReleasedValues } from './released-values.js';
import { type UniqueKey, uniqueKeys } from './unique-keys.js';

/** The run to plan, and the decision table of its process. */
export interface RunToPlan {
  readonly id: string;
  readonly dataPool: string;
  readonly decisionTable: readonly Decision[];
  /** The fields by which unlinked entries find their users, in this order. @default DEFAULT_MATCHING */
  readonly matching?: readonly MatchingField[] | undefined;
  /** Whether they find users, too, who are linked in other data pools only. @default false */
  readonly matchingOtherPools?: boolean | undefined;
  /** The fields that the mapping requires. */
  readonly required?: readonly MappingTarget[];
  /** Name of the job whose people the read contains; absent if it does not contain everyone. */
  readonly job?: string | undefined;
  /** What was decided about the conflicts in `conflict_decision`. */
  readonly choice?: ConflictChoice | undefined;
  /** The name of a user who gives one up, with `{value}` for the former one. @default DEFAULT_RELEASED_NAME */
  readonly releasedName?: string | undefined;
  /** Whether the run is for one person, whom someone has named. */
  readonly isForOne?: boolean;
  /** The condition under which the host shows the user `u`; undefined when it hides nobody. */
  readonly visible?: Sql | undefined;
  /** The names of the values that are pinned for anyone. */
  readonly pinned?: readonly string[];
  /** Expression for the key of a new user. @default that of the host */
  readonly nextKey?: string;
}

/**
 * The relations that `plan.sql` reads: the host's columns under fixed names, and the mapped values as arrays.
 *
 * Those over tables are not materialized, so that PostgreSQL's planner sees the tables and computes only the columns
 * that a step uses. `u` is a row of the host's users table, `s` a staged entry, and `n` the number of the entry.
 */
export function projection(
  users: UserTable,
  tables: OwnTables,
  staged: StagedTable,
  run: RunToPlan,
  pins: PinnedValues,
): Sql {
  const fields = mappedFields(users, staged);
  const attributes = mappedAttributes(users, staged);
  const state = mappedState(users);
  const values = journaledValues(staged, fields, attributes, state);
  const { visible } = run;
  const kept = new KeptValues(staged);
  const chosenFields = fields.map((field) => kept.choose(field.name, field));
  const ownFields = chosenFields.map((field) => kept.keep(field.name, field));
  const ownAttributes = attributes.map((attribute) => {
    const name = ATTRIBUTES + attribute.name;
    return kept.keep(name, kept.choose(name, attribute));
  });
  const keptFields = ownFields.map((field) => pins.keep(field.name, field));
  const keptAttributes = ownAttributes.map((attribute) => pins.keep(ATTRIBUTES + attribute.name, attribute));
  const keptValues = journaledValues(staged, keptFields, keptAttributes, pins.keep('state', state));
  const identity = new Identity(run.matching ?? DEFAULT_MATCHING, fields);
  const keys = uniqueKeys(users, fields, visible !== undefined, identity.fields);
  const chosenKeys = uniqueKeys(users, chosenFields, visible !== undefined, identity.fields);
  const keptKeys = uniqueKeys(
    users,
    keptFields,
    visible !== undefined,
    identity.fields,
    pins.keep('state', { ...state, next: sql`${parameter(users.state.active)}` }).next,
  );
  const released = new ReleasedValues(users, tables, fields, values, keys, identity.fields);
  const parts = new FieldParts(keys, identifyingFields(run, fields));
  const [userName, principalName] = (['userName', 'principalName'] as const).map((name) =>
    fields.find((field) => field.name === name),
  );
  const active = users.state.fromText(sql`${parameter(users.state.active)}`);
  const unmapped = raw('null::text');
  const [hostUsers, entries] = [raw(users.name), raw(staged.name)];

  const stateColumn = sql`u.${raw(users.state.name)}`;
  const isStatePinned = pins.isPinned('state');
  const isNotActive = sql`${stateColumn} is distinct from ${active}${isStatePinned ? sql` and not (${isStatePinned})` : raw('')}`;
  const uniqueNumbers = sql`array[${join(keys.map((_, index) => raw(String(index + 1))))}]`;
  const isDifferent = join(
    [...keptFields, ...keptAttributes].map(({ current, next }) => sql`${current} is distinct from ${next}`),
    ' or ',
  );

  return sql`run as not materialized (
  select ${runColumns(run)}
),

${pins.relation()}decisions (position, fact, outcome, is_change) as materialized (
  values ${join(run.decisionTable.map(decisionRow), ',\n    ')}
),

unique_keys (key, label, fact_held, fact_shared, part, blocks_creation, is_released) as materialized (
  values ${join(
    keys.map((key, index) => uniqueKeyRow(key, index, parts, released)),
    ',\n    ',
  )}
),

${run.job === undefined ? raw('') : released.pairs(staged.name, visible)}${run.choice === 'release' ? released.relations(staged.name, visible !== undefined) : raw('')}${released.pinned()}${parts.relation((name) => indexOfValue(values, name))}

${identity.relations()}

entries as not materialized (
  select s.n, s.dn, s.stable_id, s.code, s.params, s.value, ${userName?.next ?? unmapped} as user_name,
    ${principalName?.next ?? unmapped} as principal_name, ${identity.ofEntry()}, ${uniqueNumbers} as unique_keys,
    ${textArray(keys.map(({ ofNewUser }) => ofNewUser))} as unique_values,
    ${textArray([...values.map(({ next }) => next), raw('s.dn')])} as next_values${raw(kept.isEmpty ? '' : ', s.skipped')}
  from ${entries} s
),

host_users as not materialized (
  select u.${raw(users.key.name)} as user_key, ${userName?.current ?? unmapped} as user_name,
    ${identity.ofUser()}, ${isNotActive} as is_not_active, ${uniqueNumbers} as unique_keys,
    ${textArray(keys.map(({ current }) => current))} as unique_values
  from ${hostUsers} u${isStatePinned ? pins.join(users.key.name) : raw('')}${visible ? sql`\n  where ${visible}` : raw('')}
),${visible ? hiddenUsers(users, keys, visible, userName?.current ?? unmapped) : raw('')}

pairs as not materialized (
  select s.n, s.dn, s.stable_id, s.code, u.${raw(users.key.name)} as user_key,
    ${isNotActive} as is_not_active,
    ${isDifferent} as is_different, ${identity.ofPair(chosenFields, keptFields)},
    ${textArray(values.map(({ current }) => current))} as current_values,
    ${textArray([...keptValues.map(({ next }) => next), raw('s.dn')])} as next_values,
    ${uniqueNumbers} as unique_keys,
    ${textArray(keptKeys.map(({ current }) => current))} as current_unique,
    ${textArray(keptKeys.map(({ next }) => next))} as next_unique,
    ${textArray(chosenKeys.map((key, index) => pins.unlessKept(key.next, keptKeys[index]?.next ?? key.next)))} as entry_unique${
      pins.isEmpty
        ? raw('')
        : sql`,
    ${pins.keepsAny(journaledValues(staged, ownFields, ownAttributes, state))} as is_kept`
    }
  from ${entries} s
  cross join ${hostUsers} u${pins.join(users.key.name)}
),

protected_users as materialized (
  select p.user_id::${raw(users.key.type)} as user_key
  from (${raw(users.protectedKeys() ?? `select null::text as user_id where false`)}) p
)`;
}

function runColumns(run: RunToPlan): Sql {
  const { id, dataPool, isForOne = false, matchingOtherPools = false, job, releasedName = DEFAULT_RELEASED_NAME } = run;
  const flags = sql`${raw(String(isForOne))} as is_for_one, ${raw(String(matchingOtherPools))} as matches_other_pools`;
  const ofJob =
    job === undefined ? raw('') : sql`, ${parameter(job)} as job, ${parameter(releasedName)}::text as released_name`;
  return sql`${parameter(id)}::uuid as id, ${parameter(dataPool)} as data_pool, ${flags}${ofJob}`;
}

/** Without these, nobody is created: names, what matches users, and what the mapping or the table requires. */
function identifyingFields(run: RunToPlan, fields: readonly MappedField[]): ReadonlySet<string> {
  const notNull = fields.filter(({ column }) => !column.nullable).map(({ name }) => name);
  const { matching = DEFAULT_MATCHING, required = [] } = run;
  return new Set(['userName', 'principalName', 'employeeNumber', ...matching, ...required, ...notNull]);
}

/** The position of a value in a change; undefined if the change does not have it. */
function indexOfValue(values: readonly MappedValue[], name: string): number | undefined {
  const index = values.findIndex((value) => value.name === name);
  return index < 0 ? undefined : index + 1;
}

/** Hidden users hold only what the database itself keeps unique: a value regardless of case is a rule of the add-on. */
function hiddenUsers({ name, key }: UserTable, keys: readonly UniqueKey[], visible: Sql, userName: Sql): Sql {
  const held = keys.flatMap(({ kind, current }, index) =>
    kind === 'name' || kind === 'identity' ? [] : [{ number: index + 1, current }],
  );
  return sql`

hidden_users as not materialized (
  select u.${raw(key.name)} as user_key, ${userName} as user_name,
    array[${join(held.map(({ number }) => raw(String(number))))}]::int[] as unique_keys,
    ${textArray(held.map(({ current }) => current))} as unique_values
  from ${raw(name)} u
  where (${visible}) is not true
),`;
}

const CHANGES: ReadonlySet<Outcome> = new Set(CHANGE_KINDS.map(({ kind }) => kind));

function decisionRow({ when, then }: Decision, index: number): Sql {
  return sql`(${raw(String(index + 1))}, ${literal(when)}, ${literal(then)}, ${raw(String(CHANGES.has(then)))})`;
}

/** The facts for a key whose value another user holds, or several entries share. */
const KEY_FACTS: Readonly<Record<UniqueKey['kind'], readonly [held: Fact | null, shared: Fact | null]>> = {
  name: ['nameTaken', 'nameTwice'],
  columns: ['uniqueValueTaken', 'uniqueValueTaken'],
  hiddenName: [null, null],
  identity: ['identifyingValueTaken', 'identifyingValueTaken'],
};

function uniqueKeyRow(key: UniqueKey, index: number, parts: FieldParts, released: ReleasedValues): Sql {
  const { kind, label } = key;
  const flags = [parts.blocksCreation(key), released.includes(key)].map((flag) => raw(String(flag)));
  return sql`(${raw(String(index + 1))}, ${parameter(label)}, ${join(KEY_FACTS[kind].map((fact) => (fact ? literal(fact) : raw('null'))))}, ${raw(String(parts.numberOf(key)))}, ${join(flags)})`;
}

function textArray(values: readonly Sql[]): Sql {
  return sql`array[${join(values)}]::text[]`;
}
