import type { FieldPin } from '../index.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import type { ShownFilterPart, ShownPerson, ShownWhy } from './shown-why.js';
import { problemLines } from './problem-lines.js';
import type { Texts } from './texts.js';

/** A report about someone: the reason first, then the evidence in order. */
export function* whyLines(texts: Texts, { asked, directoryError, people }: ShownWhy): Generator<string> {
  for (const what of asked) yield escapeControlCharacters(texts.t('why:lines.asked', { what }));
  if (directoryError) yield texts.error(directoryError.code, directoryError.params) ?? directoryError.code;
  for (const person of people) yield* ['', ...personLines(texts, person)];
}

function* personLines(texts: Texts, { verdict, entry, mapping, user, problems }: ShownPerson): Generator<string> {
  const { t } = texts;
  yield t(`why:verdicts.${verdict}`);
  if (entry) yield escapeControlCharacters(`  ${t('why:lines.entry', { dn: entry.dn })}`);
  if (entry?.filter) yield* filterLines(texts, entry.filter, '  ');
  for (const { attribute, field, value, problem } of mapping) {
    yield escapeControlCharacters(
      `  ${attribute === null ? '' : `${attribute} → `}${field}: ${problem ? problem.code : (value ?? '-')}`,
    );
  }
  if (user) yield escapeControlCharacters(`  ${userText(texts, user)}`);
  for (const [field, pin] of Object.entries(user?.pins ?? {})) {
    yield escapeControlCharacters(`  ${pinText(texts, field, pin)}`);
  }
  for (const problem of problems) for (const line of problemLines(texts, problem)) yield `  ${line}`;
}

function* filterLines(texts: Texts, { filter, isMet, parts }: ShownFilterPart, indent: string): Generator<string> {
  yield escapeControlCharacters(`${indent}${filter}: ${texts.t(isMet ? 'why:lines.met' : 'why:lines.notMet')}`);
  for (const part of parts) yield* filterLines(texts, part, `${indent}  `);
}

function pinText(texts: Texts, field: string, { by, reason, expiresAt }: FieldPin): string {
  const who = by ?? texts.t('why:lines.commandLine');
  return expiresAt === null
    ? texts.t('why:lines.pinned', { field, by: who, reason })
    : texts.t('why:lines.pinnedUntil', { field, by: who, reason, until: texts.date(new Date(expiresAt)) });
}

function userText({ t }: Texts, { userName, matchedBy }: NonNullable<ShownPerson['user']>): string {
  return matchedBy === null
    ? t('why:lines.userOnly', { user: userName })
    : t('why:lines.user', { user: userName, how: matchedBy });
}
