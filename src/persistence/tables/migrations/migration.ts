import type { OwnTables } from '../own-tables.js';

/** One migration of the add-on's tables. Its name and statements do not change after a release. */
export interface Migration {
  readonly name: string;
  up(tables: OwnTables): readonly string[];
}
