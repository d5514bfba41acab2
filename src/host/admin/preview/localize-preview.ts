import type { PersonPreview, PreviewedPerson, PreviewedRow, PreviewedValue, TriedRow } from '../../../index.js';
import { localizeErrors } from '../../dto/localize.js';
import type { Reader } from '../../language/reader.decorator.js';
import type { TextsService } from '../../language/texts.service.js';
import { describe, inactivityText, localizeNext, visibleEntry } from '../../operator/why/localize-why.js';
import type { PersonPreviewDto, TriedRowDto } from './person-preview.dto.js';

type Found = Omit<PersonPreview, 'person'>;
type Valued = { readonly values: readonly PreviewedValue[] };

/** Adds the texts to what a run would do with one person. For administrators. */
export function localizePreview(texts: TextsService, reader: Reader, preview: PersonPreview): PersonPreviewDto {
  const { person } = preview;
  return { ...localizeFound(texts, reader, preview), person: person && localizePerson(texts, reader, person) };
}

/** Adds the texts to what a row makes of an entry. */
export function localizeTriedRow(texts: TextsService, reader: Reader, job: string, tried: TriedRow): TriedRowDto {
  const nothing = { job, asked: [], directoryError: null, entries: [], hasMore: false, row: null };
  if (!tried.ok) return { ...nothing, errors: localizeErrors(texts, reader.language, tried.errors) };
  const row = tried.row && localizeRow(texts, reader, tried.row);
  return { ...localizeFound(texts, reader, tried), row, errors: [] };
}

function localizeFound(texts: TextsService, reader: Reader, { job, asked, directoryError, entries, hasMore }: Found) {
  return {
    job,
    asked,
    directoryError: directoryError && {
      ...directoryError,
      ...texts.error(reader, directoryError.code, directoryError.params),
    },
    entries: entries.map((entry) => ({ ...entry, inactivity: inactivityText(texts, reader, entry.inactivity) })),
    hasMore,
  };
}

function localizePerson(texts: TextsService, reader: Reader, { verdict, entry, match, next, rows }: PreviewedPerson) {
  return {
    verdict,
    message: texts.text(reader.language, `why:verdicts.${verdict}`, { who: entry.dn }),
    entry: visibleEntry(texts, reader, entry),
    match,
    next: next && localizeNext(texts, reader, next),
    rows: rows.map((row) => localizeRow(texts, reader, row)),
  };
}

function localizeRow(texts: TextsService, reader: Reader, row: PreviewedRow) {
  const valueOf = ({ problem, ...value }: PreviewedValue) => ({
    ...value,
    problem: problem && describe(texts, reader, problem),
  });
  const valued = <Values extends Valued>(each: Values) => ({ ...each, values: each.values.map(valueOf) });
  return {
    ...row,
    problem: row.problem && describe(texts, reader, row.problem),
    inputs: row.inputs.map(valued),
    stages: row.stages.map(valued),
    tried: row.tried.map(valueOf),
  };
}
