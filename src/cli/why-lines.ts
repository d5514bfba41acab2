import { problemTexts } from '../i18n/code-texts.js';
import type { FieldPin, FieldWriter, Problem, WhyEntry } from '../index.js';
import { differenceLines, linkLines } from './change-lines.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { findingLines } from './finding-lines.js';
import { problemLines } from './problem-lines.js';
import type { ShownFilterPart, ShownPerson, ShownWhy } from './shown-why.js';
import type { Texts } from './texts.js';

/** A report about someone: the reason first, then the evidence in order. */
export function* whyLines(texts: Texts, { who, asked, directoryError, people }: ShownWhy): Generator<string> {
  for (const what of asked) yield escapeControlCharacters(texts.t('why:lines.asked', { what }));
  if (directoryError) yield texts.error(directoryError.code, directoryError.params) ?? directoryError.code;
  for (const person of people) yield* ['', ...personLines(texts, who, person)];
}

function* personLines(texts: Texts, who: string, person: ShownPerson): Generator<string> {
  const { t } = texts;
  const { verdict, entry, mapping, user, problems, findings = [] } = person;
  yield escapeControlCharacters(t(`why:verdicts.${verdict}`, { who }));
  yield* planLines(texts, person.plan);
  if (entry) yield escapeControlCharacters(`  ${t('why:lines.entry', { dn: entry.dn })}`);
  if (entry?.excludedBy) yield escapeControlCharacters(`  ${t('why:lines.excludedBy', { dn: entry.excludedBy })}`);
  yield* inactivityLines(texts, entry);
  if (entry?.filter) yield* filterLines(texts, entry.filter, '  ');
  yield* matchLines(texts, person);
  for (const { attribute, field, value, problem } of mapping) {
    yield escapeControlCharacters(
      `  ${attribute === null ? '' : `${attribute} → `}${field}: ${problem ? problemText(problem) : (value ?? '-')}`,
    );
  }
  yield* nextLines(texts, person);
  for (const problem of problems) for (const line of problemLines(texts, problem)) yield `  ${line}`;
  for (const finding of findings) {
    yield `  ${t('why:lines.finding', { run: finding.runId })}`;
    for (const line of findingLines(texts, finding)) yield `  ${line}`;
  }
  if (person.areRunsSearched === false) yield `  ${t('why:lines.notSearched')}`;
  yield* userLines(texts, user);
}

/** Why an active rule excludes the entry. */
export function* inactivityLines({ t }: Texts, entry: Pick<WhyEntry, 'inactivity'> | null): Generator<string> {
  if (!entry?.inactivity) return;
  const { rule, ...params } = entry.inactivity;
  yield escapeControlCharacters(`  ${t(`why:inactive.${rule}`, params)}`);
}

export function* filterLines(
  texts: Texts,
  { filter, isMet, parts }: ShownFilterPart,
  indent: string,
): Generator<string> {
  yield escapeControlCharacters(`${indent}${filter}: ${texts.t(isMet ? 'why:lines.met' : 'why:lines.notMet')}`);
  for (const part of parts) yield* filterLines(texts, part, `${indent}  `);
}

/** The user, and on what evidence the entry leads to it. */
export function* matchLines({ t }: Texts, { match, user }: Pick<ShownPerson, 'match' | 'user'>): Generator<string> {
  if (match) {
    const users = match.users.map(({ userName }) => userName).join(', ');
    yield escapeControlCharacters(`  ${t(`why:lines.matched.${match.by}`, { users, value: match.value })}`);
  } else if (user) {
    yield escapeControlCharacters(`  ${t('why:lines.userOnly', { user: user.userName })}`);
  }
}

/** What the plan that waits for approval would do. */
function* planLines(texts: Texts, plan: ShownPerson['plan'] = null): Generator<string> {
  if (!plan) return;
  const params = { run: plan.runId, until: texts.date(new Date(plan.until)) };
  yield `  ${texts.t(`why:lines.${planText(plan)}`, params)}`;
  if (plan.change) {
    for (const line of [...linkLines(texts, plan.change), ...differenceLines(plan.change)]) yield `    ${line}`;
  }
  for (const { field, cause } of plan.refused) {
    yield escapeControlCharacters(`    ${texts.t(`why:lines.refused.${cause}`, { field })}`);
  }
}

function planText({ change, refused }: NonNullable<ShownPerson['plan']>) {
  if (change) return 'plan';
  return refused.length > 0 ? 'planRefuses' : 'planLacks';
}

/** What a run would do now. */
export function* nextLines({ t, language }: Texts, { next }: Pick<ShownPerson, 'next'>): Generator<string> {
  const { namesFreedBy = [] } = next ?? {};
  if (namesFreedBy.length > 0) {
    const users = namesFreedBy.map(({ userName }) => userName).join(', ');
    yield escapeControlCharacters(`  ${t('why:lines.namesFreed', { count: namesFreedBy.length, users })}`);
  }
  if (next?.kind) {
    yield `  ${t(next.kind === 'create' ? 'why:lines.nextCreates' : 'why:lines.next')}`;
    for (const line of differenceLines({ ...next, kind: next.kind })) yield `    ${line}`;
  }
  const problems = [
    ...(next?.problem ? [{ ...next.problem, isPartial: false }] : []),
    ...(next?.fieldProblems ?? []).map((each) => ({ ...each, isPartial: true })),
  ];
  for (const { code, params, isPartial } of problems) {
    const { message, remedy } = problemTexts(language, code, params, { isPartial });
    yield `  ! ${code}`;
    for (const text of [message, remedy]) if (text) yield `      ${escapeControlCharacters(text)}`;
  }
}

/** Who wrote each value last, and who pinned it. */
function* userLines(texts: Texts, user: ShownPerson['user']): Generator<string> {
  for (const [field, { writtenBy }] of Object.entries(user?.fields ?? {})) {
    if (writtenBy) yield escapeControlCharacters(`  ${writerText(texts, field, writtenBy)}`);
  }
  for (const [field, pin] of Object.entries(user?.pins ?? {})) {
    yield escapeControlCharacters(`  ${pinText(texts, field, pin)}`);
  }
}

function writerText(texts: Texts, field: string, { runId, manual, at }: FieldWriter): string {
  const when = texts.date(new Date(at));
  if (!manual) return texts.t('why:lines.writtenByRun', { field, at: when, run: runId ?? '' });
  const by = manual.by ?? texts.t('why:lines.commandLine');
  return texts.t('why:lines.writtenBy', { field, at: when, by, reason: manual.reason });
}

function pinText(texts: Texts, field: string, { by, reason, expiresAt }: FieldPin): string {
  const who = by ?? texts.t('why:lines.commandLine');
  return expiresAt === null
    ? texts.t('why:lines.pinned', { field, by: who, reason })
    : texts.t('why:lines.pinnedUntil', { field, by: who, reason, until: texts.date(new Date(expiresAt)) });
}

function problemText({ code, value }: Pick<Problem, 'code' | 'value'>): string {
  return value ? `${code}: ${value}` : code;
}
