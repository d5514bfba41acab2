import type { OwnTables } from '../own-tables.js';

/** One step of the add-on's own tables. Names and statements never change once released. */
export interface Migration {
  readonly name: string;
  up(tables: OwnTables): readonly string[];
}
