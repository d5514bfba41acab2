import type { SqlValue } from '../database/database.js';

/** The parameters of one statement, numbered as they come. */
export class Values {
  readonly list: SqlValue[] = [];

  /** Returns the SQL that stands for the value. */
  text(value: string): string {
    this.list.push(value);
    return `$${this.list.length}::text`;
  }
}
