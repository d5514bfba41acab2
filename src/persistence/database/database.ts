import type { Listen, NativeDatabase } from '../../contract/database-access.js';

/** A value that travels as a parameter. Lists and JSON travel as text and are cast in the statement. */
export type SqlValue = string | number | boolean | null;

/** Something that takes SQL. Statements return text, numbers up to 32 bits and booleans only: the rest is cast. */
export interface Statements {
  query<T extends object>(sql: string, values?: readonly SqlValue[]): Promise<T[]>;
}

/** Rows on their way into a table, in the text format of COPY. */
export interface CopyIn {
  /** Whole lines. Resolves when more may come. */
  write(lines: string): Promise<void>;
  /** Everything written is in the table when it resolves. */
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

/** One connection for as long as it is held: what belongs to a connection (locks, temporary tables) lives as long. */
export interface Session extends Statements {
  /** Whether the connection broke: whatever it held has fallen free. */
  readonly lost: boolean;
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  copyIn(table: string, columns: string): Promise<CopyIn>;
  release(): Promise<void>;
}

/** The host's database beneath its ORM, for what is set-based. */
export interface Database extends Statements {
  readonly kind: NativeDatabase['kind'];
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  session(): Promise<Session>;
  readonly listen: Listen;
}
