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
 * The table that holds the entries of a read until they are planned: line number, DN, stable id, problem with the value to
 * blame (or `INACTIVE`), numbers of the columns whose present value stays (`kept`), the problems of fields among them (`skipped`, JSON),
 * the values by numbers of the columns that have several to choose from (`choices`), and one text column per mapped target.
 */
export class StagedTable implements ReadSource {
  readonly columns: readonly StagedColumn[];

  /**
   * @param name the qualified and quoted name.
   * @param kept the targets that keep their present value for anyone.
   * @param chosen those that have several values to choose from for anyone.
   */
  constructor(
    readonly name: string,
    readonly targets: readonly MappingTarget[],
    readonly kept: readonly MappingTarget[] = [],
    readonly chosen: readonly MappingTarget[] = [],
  ) {
    this.columns = targets.map((target, index) => ({ target, name: `t${index}` }));
  }

  /** A table that is dropped with the session. */
  static temporary(runId: string, targets: readonly MappingTarget[]): StagedTable {
    return new StagedTable(`pg_temp."staged_${runId.replaceAll(/[^0-9a-z]/gi, '')}"`, targets);
  }

  /** The column of a field; undefined when it is not mapped. */
  field(field: UserField): string | undefined {
    return this.columns.find(({ target }) => target === field)?.name;
  }

  /** The number of the column of a target, as in `kept` and `choices`; -1 when it is not mapped. */
  numberOf(target: string): number {
    return this.columns.findIndex((column) => column.target === target);
  }

  /** The columns that are mapped to the JSON attributes. */
  attributes(): readonly { readonly attribute: string; readonly name: string }[] {
    return this.columns.flatMap(({ target, name }) =>
      target.startsWith(ATTRIBUTES) ? [{ attribute: target.slice(ATTRIBUTES.length), name }] : [],
    );
  }

  get columnNames(): string {
    return [
      'n',
      'dn',
      'stable_id',
      'code',
      'params',
      'value',
      'kept',
      'skipped',
      'choices',
      ...this.columns.map(({ name }) => name),
    ].join(', ');
  }

  createStatement(): string {
    const texts = this.columns.map(({ name }) => `, ${name} text`).join('');
    return `create temporary table ${this.name.replace('pg_temp.', '')}
      (n int not null, dn text not null, stable_id text, code text, params text, value text, kept int[], skipped text, choices jsonb${texts})`;
  }
}
