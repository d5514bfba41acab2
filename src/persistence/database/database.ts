import type { Listen, NativeDatabase } from '../../contract/database-access.js';

/** A parameter of a statement. Lists and JSON are passed as text and cast in the statement. */
export type SqlValue = string | number | boolean | null;

/** Executes SQL. Statements return only text, integers up to 32 bits and booleans: they cast all other types. */
export interface Statements {
  query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]>;
}

/** Writes rows into a table in the text format of COPY. */
export interface CopyIn {
  /** Writes complete lines. Resolves when more lines can be written. */
  write(lines: string): Promise<void>;
  /** Resolves when all lines are in the table. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** One connection. Its locks and temporary tables exist until it is released. */
export interface Session extends Statements {
  /** Whether the connection was lost. The database has then released its locks and dropped its temporary tables. */
  readonly lost: boolean;
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  copyIn(table: string, columns: string): Promise<CopyIn>;
  /** Cancels the statement that is being executed, if there is one. Has no effect on the embedded database. */
  interrupt(): Promise<void>;
  release(): Promise<void>;
}

/** The host's database without its ORM, for set-based statements. */
export abstract class Database implements Statements {
  abstract readonly kind: NativeDatabase['kind'];
  abstract readonly listen: Listen;
  abstract query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]>;
  abstract transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  abstract session(): Promise<Session>;
}
