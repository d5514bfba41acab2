import type { SqlValue } from './database.js';

/** A piece of SQL, made by the `sql` template: text from this code, with the pieces and parameters between it. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly parts: readonly SqlPart[],
  ) {}
}

/** An expression in the template: another piece of SQL, or a value that is sent as a parameter. */
export type SqlPart = Sql | SqlParameter;

class SqlParameter {
  constructor(
    readonly value: SqlValue,
    readonly type: string,
  ) {}
}

/** The text of a statement, with numbered parameters, and the values of the parameters. */
export interface SqlStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Composes SQL from pieces: sql`select ${column} from ${identifier(table)} where name = ${parameter(name)}`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql {
  return new Sql(strings, parts);
}

/** SQL from a file or from the ORM's metadata, which quotes its names itself. Never user input. */
export function raw(text: string): Sql {
  return new Sql([text], []);
}

/** A name as a quoted identifier. */
export function identifier(name: string): Sql {
  return raw(`"${name.replaceAll('"', '""')}"`);
}

/** A constant of this code as an SQL literal, for statements whose parameters are reserved for other values. */
export function literal(constant: string): Sql {
  if (constant.includes('\\')) throw new Error('A constant with a backslash depends on the settings of the database.');
  return raw(`'${constant.replaceAll("'", "''")}'`);
}

/** A value as a parameter of type text. */
export function parameter(value: string): SqlPart {
  return new SqlParameter(value, 'text');
}

/** Several texts as one parameter, which is sent as an array literal. */
export function arrayParameter(values: readonly string[]): SqlPart {
  return new SqlParameter(arrayLiteral(values), 'text::text[]');
}

export function join(pieces: readonly SqlPart[], separator = ', '): Sql {
  if (pieces.length === 0) return raw('');
  return new Sql(['', ...pieces.slice(1).map(() => separator), ''], pieces);
}

/** Numbers the parameters of a piece. Equal values share a number. */
export function statement(piece: Sql): SqlStatement {
  const values: SqlValue[] = [];
  return { sql: write(piece, values), values };
}

/** The text of a piece without parameters. */
export function textOf(piece: Sql): string {
  const { sql: written, values } = statement(piece);
  if (values.length > 0) throw new Error('SQL with parameters has no text of its own.');
  return written;
}

function write({ strings: [first = '', ...others], parts }: Sql, values: SqlValue[]): string {
  return parts.reduce((before: string, part, index) => {
    const written = part instanceof Sql ? write(part, values) : numbered(part, values);
    return `${before}${written}${others[index] ?? ''}`;
  }, first);
}

/** Every parameter is sent as text, so it is cast to text first: `$1::text::text[]`. */
function numbered({ value, type }: SqlParameter, values: SqlValue[]): string {
  const known = values.indexOf(value);
  const number = known >= 0 ? known + 1 : values.push(value);
  return `$${number}::${type}`;
}

/** The text form of a PostgreSQL array. */
export function arrayLiteral(items: readonly (string | number)[]): string {
  return `{${items.map((item) => `"${String(item).replaceAll(/(["\\])/g, '\\$1')}"`).join(',')}}`;
}
