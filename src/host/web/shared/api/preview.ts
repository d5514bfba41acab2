import { useMutation } from '@tanstack/react-query';
import type * as contract from '../../../../index.js';
import type { FieldError, SettingsRecord } from './api-types.js';
import { call } from './client.js';
import type { WhyEntry, WhyPerson } from './why.js';

interface Problem {
  readonly message: string;
  readonly remedy: string;
}

/** A value on its way from the entry to the field. */
export type PreviewedValue = Pick<contract.PreviewedValue, 'text' | 'bytes'> & { readonly problem: Problem | null };
export interface PreviewedValues {
  readonly values: readonly PreviewedValue[];
  readonly count: number;
}

/** A row of the mapping, applied to an entry. */
export type PreviewedRow = Omit<contract.PreviewedRow, 'problem' | 'inputs' | 'stages' | 'tried'> & {
  readonly problem: (Problem & { readonly value: string | null }) | null;
  readonly inputs: readonly (PreviewedValues & { readonly attribute: string })[];
  readonly stages: readonly (PreviewedValues & Pick<contract.PreviewedStage, 'stage' | 'step' | 'conversion'>)[];
  readonly tried: readonly PreviewedValue[];
};

/** What a run would do with an entry. */
export interface PreviewedPerson extends Pick<WhyPerson, 'verdict' | 'message' | 'match' | 'next'> {
  readonly entry: WhyEntry;
  readonly rows: readonly PreviewedRow[];
}

export interface FoundEntries {
  readonly directoryError: { readonly code: string; readonly message: string } | null;
  readonly entries: readonly (Pick<
    WhyEntry,
    'dn' | 'stableId' | 'isBelowBase' | 'excludedBy' | 'meetsFilter' | 'inactivity'
  > &
    Pick<contract.PreviewedEntry, 'name' | 'email'>)[];
  readonly hasMore: boolean;
}

export interface PersonPreview extends FoundEntries {
  readonly person: PreviewedPerson | null;
}

export interface TriedRow extends FoundEntries {
  readonly row: PreviewedRow | null;
  /** With paths below the row. */
  readonly errors: readonly FieldError[];
}

interface PreviewRequest extends contract.EntryChoice {
  readonly settings: SettingsRecord;
}

export interface RowTrial extends contract.EntryChoice {
  readonly row: SettingsRecord;
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly settings?: SettingsRecord;
}

const path = (job: string, what: string) => `/api/batch-synchronizations/${encodeURIComponent(job)}/${what}`;

/** What a run would do with one person by these settings, saved or not. */
export function usePersonPreview(job: string) {
  return useMutation({
    mutationFn: (request: PreviewRequest) => call<PersonPreview>('POST', path(job, 'preview'), request),
  });
}

/** What a row makes of an entry, or of typed values. */
export function useRowTrial(job: string) {
  return useMutation({ mutationFn: (trial: RowTrial) => call<TriedRow>('POST', path(job, 'try-row'), trial) });
}
