import { type CodeTexts, conflictKindTitle, fieldLabel, problemTexts, problemTitle } from '../i18n/code-texts.js';
import type { Language } from '../i18n/languages.js';
import type { Conflict, ConflictPage } from '../index.js';
import type { CommandContext } from './command.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { Texts } from './texts.js';

type Context = Pick<CommandContext, 'texts' | 'jobCommand'>;

/** Adds the localized texts to the conflicts of a page, as the API of a host does. */
export function describeConflicts({ language }: Texts, page: ConflictPage) {
  const items = page.items.map((conflict) => ({
    ...conflict,
    title: problemTitle(language, conflict.code, conflict.field),
    ...textsOf(language, conflict),
  }));
  const totals = page.totals.map((total) => ({ ...total, title: conflictKindTitle(language, total.code) }));
  return { ...page, items, totals };
}

/** How many conflicts there are of each kind, then each of them with what to do. */
export function* conflictLines(context: Context, page: ConflictPage): Generator<string> {
  const { texts } = context;
  if (page.items.length === 0) yield texts.t(page.run ? 'conflicts.none' : 'conflicts.notRead');
  for (const { code, conflicts } of page.totals) {
    const title = conflictKindTitle(texts.language, code);
    yield texts.t('conflicts.ofCode', { code, title, shown: texts.number(conflicts) });
  }
  for (const conflict of page.items) yield* ['', ...linesOf(context, conflict, page)];
  if (page.nextCursor !== null) yield* ['', texts.t('conflicts.more')];
}

function* linesOf(
  { texts, jobCommand }: Context,
  conflict: Conflict,
  { releasedName }: ConflictPage,
): Generator<string> {
  const { id, code, dn, value, choices } = conflict;
  const { message, remedy } = textsOf(texts.language, conflict);
  yield `! ${code}  ${escapeControlCharacters(dn)}`;
  const details = [
    message,
    value === null ? '' : texts.t('report.value', { value }),
    holderText(texts, conflict),
    ...recognizedLines(texts, conflict),
    choices.length === 0 ? remedy : '',
  ];
  for (const text of details) if (text) yield `    ${escapeControlCharacters(text)}`;
  for (const choice of choices) {
    const command = jobCommand(`conflicts ${choice} ${id} --reason "..."`);
    yield `    ${texts.t(`conflicts.${choice}`, { command, releasedName })}`;
  }
}

/** Without `holder.lastSeen`, which has a line of its own. */
function textsOf(language: Language, { code, params, isPartial }: Conflict): CodeTexts {
  return problemTexts(language, code, params, { isPartial, format: null });
}

/** The entry of the user who is in the way, if the directory no longer has it. */
function holderText(texts: Texts, { holder }: Conflict): string {
  if (!holder?.lastSeen) return '';
  return texts.t('conflicts.lastSeen', { dn: holder.dn, at: texts.date(new Date(holder.lastSeen)) });
}

/** What both are called and identified by, and in what they contradict each other. */
function recognizedLines({ t, language }: Texts, { recognizedBy }: Conflict): readonly string[] {
  if (recognizedBy.length === 0) return [];
  const valuesOf = (side: 'ofEntry' | 'ofUser') => recognizedBy.flatMap((each) => each[side] ?? []).join(', ');
  const fields = recognizedBy.filter(({ contradicts }) => contradicts).map(({ field }) => fieldLabel(language, field));
  return [
    t('conflicts.ofEntry', { values: valuesOf('ofEntry') }),
    t('conflicts.ofUser', { values: valuesOf('ofUser') }),
    fields.length > 0 ? t('conflicts.contradicts', { fields: fields.join(', ') }) : '',
  ];
}
