import { problemTexts } from '../i18n/code-texts.js';
import type { PersonPreview, PreviewedPerson, PreviewedRow, PreviewedValue, PreviewedValues } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';
import { inactivityLines, filterLines, matchLines, nextLines } from './why-lines.js';

/** What a run would do with a person: the verdict first, then the entry, each row, and what comes. */
export function* previewLines(texts: Texts, preview: PersonPreview): Generator<string> {
  const { asked, directoryError, entries, hasMore, person } = preview;
  for (const what of asked) yield escapeControlCharacters(texts.t('why:lines.asked', { what }));
  if (directoryError) yield texts.error(directoryError.code, directoryError.params) ?? directoryError.code;
  if (person) yield* ['', ...personLines(texts, person)];
  else if (entries.length > 0) yield* choiceLines(texts, entries, hasMore);
  else if (!directoryError) yield texts.t('web:personPreview.nobody');
}

function* choiceLines(texts: Texts, entries: PersonPreview['entries'], hasMore: boolean): Generator<string> {
  yield texts.t('web:personPreview.several');
  for (const { dn, name, email } of entries) {
    const known = [name, email].filter((each) => each !== null).join(', ');
    yield escapeControlCharacters(`  ${dn}${known && ` (${known})`}`);
  }
  if (hasMore) yield texts.t('web:personPreview.hasMore');
}

function* personLines(texts: Texts, { verdict, entry, match, next, rows }: PreviewedPerson): Generator<string> {
  yield texts.t(`why:verdicts.${verdict}`);
  yield escapeControlCharacters(`  ${texts.t('why:lines.entry', { dn: entry.dn })}`);
  if (entry.excludedBy) yield escapeControlCharacters(`  ${texts.t('why:lines.excludedBy', { dn: entry.excludedBy })}`);
  yield* inactivityLines(texts, entry);
  yield* filterLines(texts, entry.filter, '  ');
  yield* matchLines(texts, { match, user: null });
  for (const row of rows) yield* rowLines(texts, row);
  yield* nextLines(texts, { next });
}

function* rowLines(texts: Texts, row: PreviewedRow): Generator<string> {
  const { t } = texts;
  yield escapeControlCharacters(`  ${row.attribute} → ${row.field}`);
  if (row.isSecret) yield `      ${t('web:personPreview.secret')}`;
  for (const { attribute, ...values } of row.inputs) yield line(attribute, valuesText(texts, values));
  for (const { stage, step, conversion, ...values } of row.stages) {
    if (stage === 'source' && isInput(row, values)) continue;
    const params = { step: step ?? '', conversion: t(`settings:mapping.conversions.kind.${conversion}`) };
    yield line(t(`web:personPreview.stages.${stage}`, params), valuesText(texts, values));
  }
  for (const { text, problem } of row.tried) if (problem) yield line(text, problemText(texts, problem));
  if (row.problem && row.tried.length === 0) yield `      ${problemText(texts, row.problem)}`;
  const outcome = t(`web:personPreview.outcomes.${row.outcome}`);
  yield row.value === null ? `      = ${outcome}` : line(`= ${outcome}`, row.value);
}

/** Whether the source takes what the only input has. */
function isInput({ inputs }: PreviewedRow, { values }: PreviewedValues): boolean {
  return inputs.length === 1 && JSON.stringify(inputs[0]?.values) === JSON.stringify(values);
}

function line(name: string, value: string): string {
  return escapeControlCharacters(`      ${name}: ${value}`);
}

function valuesText({ t }: Texts, { values, count }: PreviewedValues): string {
  if (count === 0) return t('web:personPreview.noValue');
  const texts = values.map((value) => valueText(t, value));
  const left = count - values.length;
  return [...texts, ...(left > 0 ? [t('web:personPreview.more', { count: left })] : [])].join(' | ');
}

function valueText(t: Texts['t'], { text, bytes, problem }: PreviewedValue): string {
  const value = bytes === null ? text : t('web:personPreview.bytes', { text, count: bytes });
  return problem ? `${value} (! ${problem.code})` : value;
}

function problemText({ language }: Texts, { code, params }: NonNullable<PreviewedValue['problem']>): string {
  return `! ${problemTexts(language, code, params).message}`;
}
