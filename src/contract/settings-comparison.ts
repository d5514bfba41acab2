import type { FieldError } from './error-codes.js';

/**
 * What the change of a setting can do:
 *
 * - `none`: nothing to the values that runs write;
 * - `result`: runs write other values, or for other people;
 * - `values`: values of people could become empty;
 * - `people`: people could be left out;
 * - `problems`: entries without a value of a required field become problems;
 * - `not-written`: runs no longer write the field, and people keep its values;
 * - `limit`: fewer runs are stopped before they write.
 */
export const SETTING_EFFECTS = ['none', 'result', 'values', 'people', 'problems', 'not-written', 'limit'] as const;
export type SettingEffect = (typeof SETTING_EFFECTS)[number];

/** A setting with different values in two versions. */
export interface SettingChange {
  /** Dotted path; of a row of the mapping `mapping.<target>`, such as `mapping.email`. */
  readonly field: string;
  /** Null if there was none, and for secrets. */
  readonly before: unknown;
  readonly after: unknown;
  readonly effect: SettingEffect;
  /**
   * Synchronized people whom the effect may concern: those with a value, for a row of the mapping that is not required;
   * otherwise all. Only for the effects `values`, `people`, `problems` and `not-written`, in a comparison with the settings in force.
   */
  readonly people?: number;
}

export type SettingsComparison =
  | {
      readonly ok: true;
      /** The version in force, with which they were compared; 0 before the first save. */
      readonly version: number;
      readonly changes: readonly SettingChange[];
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] };
