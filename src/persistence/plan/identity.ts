import type { MatchingField } from '../../contract/matching.js';
import { join, literal, raw, type Sql, sql } from '../database/sql.js';
import { OF_ENTRY, OF_USER } from '../conflicts/recognized-by.js';
import { nameKey } from '../users/text-form.js';
import type { MappedField } from './mapped-columns.js';

/** Always tells people apart, whatever the rules: the same person never gets another one. */
const ALWAYS: MatchingField = 'employeeNumber';
/** One character more than is shown. */
const MAX_SHOWN = 201;
const UNMAPPED = { current: raw('null::text'), next: raw('null::text') } as const;

/** By what entries find users, and are told apart from them: the fields of the matching rules, and the one that always identifies. */
export class Identity {
  private readonly names: readonly MatchingField[];
  private readonly values: readonly Pick<MappedField, 'current' | 'next'>[];
  private readonly shown: ReadonlySet<string>;

  /** @param rules the fields by which entries find users, in this order. */
  constructor(
    private readonly rules: readonly MatchingField[],
    fields: readonly MappedField[],
  ) {
    this.names = rules.includes(ALWAYS) ? rules : [...rules, ALWAYS];
    this.values = this.valuesAmong(fields);
    const isNamed = fields.some(({ name }) => name === 'displayName');
    this.shown = new Set<string>([...(isNamed ? ['displayName'] : ['firstName', 'lastName']), ...this.names]);
  }

  /** The fields that tell people apart. */
  get fields(): readonly string[] {
    return this.names;
  }

  /** The rules, and the fields that tell apart, with their positions. */
  relations(): Sql {
    const rules = this.rules.map((field, index) => sql`(${raw(String(index + 1))}, ${literal(field)})`);
    const fields = this.names.map(
      (field, index) => sql`(${raw(String(index + 1))}, ${literal(field)}, ${raw(String(field === ALWAYS))})`,
    );
    return sql`matching_rules (position, field) as materialized (
  ${rules.length === 0 ? raw('select null::int, null::text where false') : sql`values ${join(rules)}`}
),

identifying_fields (position, field, is_always) as materialized (
  values ${join(fields)}
),`;
  }

  /** Columns of the entry `s`. */
  ofEntry(): Sql {
    return sql`${this.positions()} as matching_rules, ${texts(this.values.map(entryKey))} as matching_keys,
    ${texts(this.values.map(({ next }) => next))} as identity`;
  }

  /** Columns of the user `u`. */
  ofUser(): Sql {
    return sql`${this.positions()} as matching_rules, ${texts(this.values.map(userKey))} as matching_keys`;
  }

  /**
   * Columns of the entry `s` with the user `u`.
   *
   * @param chosen the fields with the values that the entry has for the user.
   * @param written the fields with what the user has after the run, also where values stay as they are.
   */
  ofPair(chosen: readonly MappedField[], written: readonly MappedField[]): Sql {
    const values = this.valuesAmong(chosen);
    return sql`${this.positions()} as identifying_fields,
    ${texts(values.map(({ next }) => next))} as next_identity, ${texts(values.map(entryKey))} as next_identity_keys,
    ${texts(this.values.map(({ current }) => current))} as current_identity, ${texts(this.values.map(userKey))} as current_identity_keys,
    ${texts(this.valuesAmong(written).map(entryKey))} as kept_identity_keys,
    ${this.recognizedBy(chosen)} as recognized_by`;
  }

  /** The name and the identifying values of both, as parameters of a problem. */
  private recognizedBy(fields: readonly MappedField[]): Sql {
    const shown = fields.filter(({ name }) => this.shown.has(name));
    const parameters = shown.flatMap(({ name, current, next }) => [
      sql`${literal(OF_ENTRY + name)}, left(${next}, ${raw(String(MAX_SHOWN))})`,
      sql`${literal(OF_USER + name)}, left(${current}, ${raw(String(MAX_SHOWN))})`,
    ]);
    return sql`jsonb_build_object(${join(parameters)})`;
  }

  private valuesAmong(fields: readonly MappedField[]): readonly Pick<MappedField, 'current' | 'next'>[] {
    return this.names.map((name) => fields.find((field) => field.name === name) ?? UNMAPPED);
  }

  private positions(): Sql {
    return sql`array[${join(this.names.map((_, index) => raw(String(index + 1))))}]::int[]`;
  }
}

/** Mapped texts have the form of texts already. */
function entryKey({ next }: Pick<MappedField, 'next'>): Sql {
  return sql`lower(${next})`;
}

function userKey({ current }: Pick<MappedField, 'current'>): Sql {
  return nameKey(current);
}

function texts(values: readonly Sql[]): Sql {
  return sql`array[${join(values)}]::text[]`;
}
