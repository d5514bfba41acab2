import type { FieldError, ProblemCode } from './error-codes.js';
import type { MessageParameters } from './sync-error.js';
import type { WhyEntry, WhyMapping, WhyPerson, WhyReport } from './why.js';

/**
 * What a row of the mapping does with the values of an entry, in this order: it takes them from its source, puts the
 * preferred ones first, converts each in steps, gives them the form of texts, chooses among them, or takes the default value.
 */
export const ROW_STAGES = ['source', 'preferred', 'step', 'form', 'chosen', 'default'] as const;
export type RowStage = (typeof ROW_STAGES)[number];

/** What a row does to its field. */
export const ROW_OUTCOMES = [
  /** Writes the value. */
  'written',
  /** Writes the default value. */
  'default',
  /** The present value stays, because it is still among the several that the entry has. */
  'stays',
  /** Has no effect, because the person is not synchronized. */
  'notWritten',
  'cleared',
  /** The present value stays. */
  'kept',
  /** The entry is not synchronized. */
  'rejected',
  /** The host does not have the field. */
  'ignored',
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** A value on its way from the entry to the field. */
export interface PreviewedValue {
  /** Safe to show: shortened, and with escapes for characters that cannot be seen. Of bytes: the beginning, as `M\xfcller`. */
  readonly text: string;
  /** Number of bytes of a value that is no text; null for a text. */
  readonly bytes: number | null;
  /** Why the value cannot be used; null if it can. */
  readonly problem: { readonly code: ProblemCode; readonly params: MessageParameters } | null;
}

export interface PreviewedValues {
  /** At most 20. */
  readonly values: readonly PreviewedValue[];
  /** How many there are. */
  readonly count: number;
}

/** What a stage made. */
export interface PreviewedStage extends PreviewedValues {
  readonly stage: RowStage;
  /** Number of the conversion, from 1; null for other stages. */
  readonly step: number | null;
  /** Kind of the conversion; null for other stages. */
  readonly conversion: string | null;
}

/** A row of the mapping, applied to an entry. A secret row shows no values. */
export interface PreviewedRow extends WhyMapping {
  /** Whether the field must have a value, by the row or by the host. */
  readonly isRequired: boolean;
  /** Whether the row reads or writes a password or another secret. */
  readonly isSecret: boolean;
  /** The attributes that the row reads, with their values in the entry, and `dn` if it reads the DN. */
  readonly inputs: readonly (PreviewedValues & { readonly attribute: string })[];
  /** Those that changed something, in their order. */
  readonly stages: readonly PreviewedStage[];
  /** The values that were about to be written, in their order. The last one is written if it has no problem. */
  readonly tried: readonly PreviewedValue[];
  readonly outcome: RowOutcome;
}

/** An entry that was found. */
export interface PreviewedEntry extends Pick<
  WhyEntry,
  'dn' | 'stableId' | 'isBelowBase' | 'excludedBy' | 'inactivity'
> {
  readonly meetsFilter: boolean;
  /** What the mapping makes of the entry, safe to show: the displayed name, else the next best one. Null if it has none. */
  readonly name: string | null;
  readonly email: string | null;
}

/** What a run would do with an entry, and why. */
export interface PreviewedPerson extends Pick<WhyPerson, 'verdict' | 'match' | 'next'> {
  readonly entry: WhyEntry;
  readonly rows: readonly PreviewedRow[];
}

export interface PersonPreview extends Pick<WhyReport, 'job' | 'asked' | 'directoryError'> {
  /** Those found, at most five. */
  readonly entries: readonly PreviewedEntry[];
  /** Whether the directory has more than these. */
  readonly hasMore: boolean;
  /** If exactly one was found. */
  readonly person: PreviewedPerson | null;
}

/** Which entry is meant. */
export interface EntryChoice {
  readonly dn?: string;
  /** A DN, a stable id, or a user name, principal name, e-mail or displayed name; else a part of a name. */
  readonly search?: string;
}

export interface PreviewRequest extends EntryChoice {
  /** Unsaved settings, a part as in a save. @default the stored settings */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface RowTrial extends PreviewRequest {
  /** As in the mapping. */
  readonly row: Readonly<Record<string, unknown>>;
  /** Typed values by attribute, in place of an entry, whose DN may be given as `dn`. The directory is not asked. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
}

export type TriedRow =
  | ({
      readonly ok: true;
      /** If there are values, or exactly one entry was found. */ readonly row: PreviewedRow | null;
    } & Omit<PersonPreview, 'person'>)
  | {
      readonly ok: false;
      /** With paths below the row, such as `source.text`. */ readonly errors: readonly FieldError[];
    };

/**
 * What a run would do with one person, and what a row would make of an entry. Nothing is written. Both throw
 * `JOB_UNKNOWN`, and `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` if the settings cannot be used.
 */
export abstract class BatchSyncPreview {
  /** Asks the directory now. */
  abstract person(job: string, request: PreviewRequest): Promise<PersonPreview>;
  /** Settings are not needed for typed values. The row may be one that is not valid yet: its errors are returned. */
  abstract tryRow(job: string, trial: RowTrial): Promise<TriedRow>;
}
