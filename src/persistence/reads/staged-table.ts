import type { UserField } from '../../contract/user-binding.js';
import type { ReadSource } from '../../engine/ports/read-store.js';
import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';

/** One mapped value of a staged entry. */
export interface StagedColumn {
  readonly target: MappingTarget;
  /** Column of the staging table. */
  readonly name: string;
}

/**
 * The temporary table where entries wait for the plan: a line number, who they are, what mapping said against them,
 * and one text column per mapped target.
 */
export class StagedTable implements ReadSource {
  readonly columns: readonly StagedColumn[];

  /** @param name qualified and quoted. */
  constructor(
    readonly name: string,
    readonly targets: readonly MappingTarget[],
  ) {
    this.columns = targets.map((target, index) => ({ target, name: `t${index}` }));
  }

  /** A table that ends with the session. */
  static temporary(runId: string, targets: readonly MappingTarget[]): StagedTable {
    return new StagedTable(`pg_temp."staged_${runId.replaceAll(/[^0-9a-z]/gi, '')}"`, targets);
  }

  /** The column of a field; undefined when it is not mapped. */
  field(field: UserField): string | undefined {
    return this.columns.find(({ target }) => target === field)?.name;
  }

  /** The mapped places in the JSON attributes. */
  attributes(): readonly { readonly attribute: string; readonly name: string }[] {
    return this.columns.flatMap(({ target, name }) =>
      target.startsWith(ATTRIBUTES) ? [{ attribute: target.slice(ATTRIBUTES.length), name }] : [],
    );
  }

  get columnNames(): string {
    return ['n', 'dn', 'stable_id', 'code', 'params', ...this.columns.map(({ name }) => name)].join(', ');
  }

  createStatement(): string {
    const texts = this.columns.map(({ name }) => `, ${name} text`).join('');
    return `create temporary table ${this.name.replace('pg_temp.', '')}
      (n int not null, dn text not null, stable_id text, code text, params text${texts})`;
  }
}
