import type { SqlValue } from './database.js';

/** A piece of SQL, made by the `sql` template: text that code wrote, and the values that travel beside it. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly parts: readonly SqlPart[],
  ) {}
}

/** What the template takes: another piece, or a value, which becomes a parameter. */
export type SqlPart = Sql | SqlParameter;

class SqlParameter {
  constructor(
    readonly value: SqlValue,
    readonly type: string,
  ) {}
}

/** A statement as the database takes it. */
export interface SqlStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** SQL with pieces in it: sql`select ${column} from ${identifier(table)} where name = ${parameter(name)}`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql {
  return new Sql(strings, parts);
}

/** SQL from a file or from the ORM's metadata, which quotes its names itself. Never what somebody typed. */
export function raw(text: string): Sql {
  return new Sql([text], []);
}

/** A name that is not quoted yet. */
export function identifier(name: string): Sql {
  return raw(`"${name.replaceAll('"', '""')}"`);
}

/** A word of ours as a string constant, for statements whose parameters are other things. */
export function literal(word: string): Sql {
  if (word.includes('\\')) throw new Error('A constant with a backslash depends on the settings of the database.');
  return raw(`'${word.replaceAll("'", "''")}'`);
}

/** A value as a parameter of type text. */
export function parameter(value: string): SqlPart {
  return new SqlParameter(value, 'text');
}

/** Texts as one parameter: it travels as an array literal. */
export function arrayParameter(values: readonly string[]): SqlPart {
  return new SqlParameter(arrayLiteral(values), 'text::text[]');
}

export function join(pieces: readonly SqlPart[], separator = ', '): Sql {
  if (pieces.length === 0) return raw('');
  return new Sql(['', ...pieces.slice(1).map(() => separator), ''], pieces);
}

/** Numbers the parameters. Equal values share a number. */
export function statement(piece: Sql): SqlStatement {
  const values: SqlValue[] = [];
  return { sql: write(piece, values), values };
}

/** The text of a piece that has no values in it. */
export function textOf(piece: Sql): string {
  const { sql: written, values } = statement(piece);
  if (values.length > 0) throw new Error('This SQL has values beside it.');
  return written;
}

function write({ strings: [first = '', ...others], parts }: Sql, values: SqlValue[]): string {
  return parts.reduce((before: string, part, index) => {
    const written = part instanceof Sql ? write(part, values) : numbered(part, values);
    return `${before}${written}${others[index] ?? ''}`;
  }, first);
}

/** The cast goes first to text, which is what travels: `$1::text::text[]`. */
function numbered({ value, type }: SqlParameter, values: SqlValue[]): string {
  const known = values.indexOf(value);
  const number = known >= 0 ? known + 1 : values.push(value);
  return `$${number}::${type}`;
}

/** A PostgreSQL array of texts, as text. */
export function arrayLiteral(items: readonly (string | number)[]): string {
  return `{${items.map((item) => `"${String(item).replaceAll(/(["\\])/g, '\\$1')}"`).join(',')}}`;
}
