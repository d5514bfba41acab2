import type { Language } from './languages.js';
import { lacksParameters, textIn, type TextParameters } from './texts.js';
import { VALUE_CODES } from './value-codes.js';

/** What happened, and what to do about it; empty if nothing is to be done. */
export interface CodeTexts {
  readonly message: string;
  readonly remedy: string;
}

/**
 * The message of an error code; undefined for an unknown code. The parameter `why` is the code of a localized reason,
 * `field` the path of a setting, which is shown by its title, `userField` a field of users, `problem` the code of a
 * problem with these parameters, `unit` the organizational unit that the message is about, and `similar` the attributes that may have been meant.
 */
export function errorText(language: Language, code: string, params: TextParameters): string | undefined {
  const { why, field, reason, userField, problem, unit, similar } = params;
  const localized = {
    ...params,
    ...(field !== undefined && { field: settingTitle(language, String(field)) }),
    ...(userField !== undefined && { userField: fieldLabel(language, String(userField)) }),
    ...(problem !== undefined && { problem: problemText(language, String(problem), params) }),
    ...(why !== undefined && { reason: settingErrorText(language, String(why), params) ?? String(reason) }),
  };
  const sentence = withWords(language, sentenceOf(language, code, localized), params);
  const question = similar === undefined ? undefined : textIn(language, 'guards:didYouMean', { similar });
  const text = sentence && question ? `${sentence} ${question}` : sentence;
  return unit === undefined || text === undefined ? text : textIn(language, 'guards:inUnit', { unit, text });
}

interface ServerWords {
  readonly meaning: CodeTexts | undefined;
  readonly said: string | undefined;
}

/** What a directory said when it refused something: the parameter `said`, and what it means: `meaning`. */
function wordsOf(language: Language, { meaning, said }: TextParameters): ServerWords {
  const message = meaning === undefined ? undefined : textIn(language, `directory:meanings.${meaning}.found`);
  const remedy = textIn(language, `directory:meanings.${meaning}.remedy`) ?? '';
  return {
    meaning: message === undefined ? undefined : { message, remedy },
    said: said === undefined ? undefined : textIn(language, 'directory:said', { said }),
  };
}

/** Of a sign-in with a wrong user or password: what is said of that needs no name of a result. */
const WRONG_CREDENTIALS = 'invalidCredentials';

/** The name of a result for which the directory had no words: the parameter `result`. */
function resultText(language: Language, { result, meaning, said }: TextParameters): string | undefined {
  const isTold = [meaning, said].some((words) => words !== undefined) || result === WRONG_CREDENTIALS;
  return result === undefined || isTold ? undefined : textIn(language, 'directory:result', { result });
}

/** Adds what the directory said, and how its limit is raised: the parameter `limits`. */
function withWords(language: Language, sentence: string | undefined, params: TextParameters): string | undefined {
  if (sentence === undefined) return undefined;
  const { limits } = params;
  const { meaning, said } = wordsOf(language, params);
  const ofLimit = limits === undefined ? undefined : textIn(language, `directory:limits.${limits}`, params);
  return joined(sentence, meaning && sentences(meaning), ofLimit, said);
}

function joined(...texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join(' ');
}

/** The parameter `because` tells which of its causes a refusal has. */
function refusalText(language: Language, code: string, params: TextParameters): string | undefined {
  const { because } = params;
  return because === undefined ? undefined : textIn(language, `refusals:${code}.${because}`, params);
}

/** A field of a plan that turns back a run is read from no attribute. */
function sentenceOf(language: Language, code: string, params: TextParameters): string | undefined {
  const explained = refusalText(language, code, params);
  const isUnmapped = params['userField'] !== undefined && params['attribute'] === undefined;
  const unmapped = isUnmapped ? textIn(language, `guards:withoutAttribute.${code}`, params) : undefined;
  return explained ?? unmapped ?? textIn(language, `errors:${code}`, params);
}

/** The title if the parameters of the sentences are not known, as in notifications, which name nobody. */
function problemText(language: Language, code: string, params: TextParameters): string {
  const isIncomplete = ['sentence', 'remedy'].some((part) =>
    lacksParameters(language, `problems:${code}.${part}`, params),
  );
  return isIncomplete ? titleOf(language, code, params) : sentences(problemTexts(language, code, params));
}

function titleOf(language: Language, code: string, params: TextParameters): string {
  return textIn(language, `problems:${code}.title`, withFieldName(language, params)) ?? code;
}

function sentences({ message, remedy }: CodeTexts): string {
  return `${message} ${remedy}`.trim();
}

/** Why the value of a setting is not valid; undefined for an unknown code. `params.target` is a user field, shown by its label. */
export function settingErrorText(language: Language, code: string, params: TextParameters): string | undefined {
  const { target } = params;
  const named = target === undefined ? params : { ...params, target: fieldLabel(language, String(target)) };
  return textIn(language, `validation:${VALUE_CODES.get(code) ?? code}`, named);
}

interface ProblemTextOptions {
  /** Whether the problem is about one field of a person who is synchronized. @default false */
  readonly isPartial?: boolean;
  /** How the time of `params.lastSeen` is written; null: what it says is left out. @default the day, in UTC */
  readonly format?: ((at: Date) => string) | null;
}

/**
 * The texts of a problem code, with the label of `params.field`. `params.lastSeen`: when the job read the entry of the user in
 * the way last, so that someone can decide. `params.keeps`: why this user gives up no value: `pinned`,
 * `severalFields` if the value is made of fields that nobody gives up, or `noRoom` if its new name would not fit the column.
 * `params.ownUser`: `deleted` if the user of the entry was deleted by hand.
 */
export function problemTexts(
  language: Language,
  code: string,
  params: TextParameters,
  { isPartial = false, format = dayIn(language) }: ProblemTextOptions = {},
): CodeTexts {
  const { lastSeen, keeps, ownUser } = params;
  const named = withFieldName(language, params);
  const isSeen = lastSeen !== undefined;
  return {
    message: joined(
      textIn(language, `problems:${textCodeOf(code, params)}.sentence`, named) ?? code,
      ownUser === 'deleted' ? textIn(language, 'why:ownUserDeleted') : undefined,
      isSeen && format ? textIn(language, 'why:lastSeen', { lastSeen: format(new Date(lastSeen)) }) : undefined,
      keepsText(language, keeps),
      isPartial ? textIn(language, 'why:nothingElse') : undefined,
    ),
    remedy:
      textIn(language, decisionOf(params, isPartial) ?? `problems:${textCodeOf(code, params)}.remedy`, named) ?? '',
  };
}

/** Of a unique value, `user` is the DN of the entry in the way if another entry of the same read has it. */
function textCodeOf(code: string, { user, other }: TextParameters): string {
  return code === 'UNIQUE_VALUE_TAKEN' && user !== undefined && user === other ? 'NAME_TWICE_IN_DIRECTORY' : code;
}

/** The text of what can be decided. An entry that has a user, or lacks only one field, is not linked to another user. */
function decisionOf({ lastSeen, keeps, isLinked }: TextParameters, isPartial: boolean): string | undefined {
  const hasUser = isPartial || isLinked !== undefined;
  if (lastSeen === undefined || (keeps && hasUser)) return undefined;
  return hasUser ? 'why:decideRelease' : 'why:decideConflict';
}

const KEEPS: Readonly<Record<string, string>> = {
  pinned: 'why:keepsPinned',
  severalFields: 'why:keepsSeveralFields',
  noRoom: 'why:keepsNoRoom',
};

function keepsText(language: Language, why: string | number | undefined): string | undefined {
  const key = KEEPS[String(why)];
  return key === undefined ? undefined : textIn(language, key);
}

function dayIn(language: Language): (at: Date) => string {
  return (at) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** What several problems with the same code, and about the same field, have in common. */
export function problemTitle(language: Language, code: string, field: string | null): string {
  return titleOf(language, code, field === null ? {} : { field });
}

/** What conflicts with the same code have in common, whichever field they are about. */
export function conflictKindTitle(language: Language, code: string): string {
  return textIn(language, `conflicts:${code}`) ?? titleOf(language, code, {});
}

/** The texts of a finding of the connection check. `params.problem`, a problem code, is replaced with its sentence, and gives the remedy. */
export function findingTexts(language: Language, code: string, params: TextParameters): CodeTexts {
  const { problem, userField, limits } = params;
  const ofProblem = problem === undefined ? undefined : problemTexts(language, String(problem), params);
  const explained = {
    ...params,
    ...(userField !== undefined && { userField: fieldLabel(language, String(userField)) }),
    ...(ofProblem && { problem: ofProblem.message }),
  };
  const because = refusalText(language, code, params);
  const found = because ?? textIn(language, `check:${code}.found`, explained) ?? code;
  const { meaning, said } = wordsOf(language, params);
  const ofLimit = limits === undefined ? undefined : textIn(language, `directory:limits.${limits}`, params);
  const own = because ? '' : textIn(language, `check:${code}.remedy`, explained);
  const remedy = meaning?.remedy ?? ofLimit ?? ofProblem?.remedy ?? own;
  return { message: joined(found, meaning?.message, said, resultText(language, params)), remedy: remedy ?? '' };
}

function withFieldName(language: Language, params: TextParameters): TextParameters {
  const { field } = params;
  return field === undefined ? params : { ...params, field: fieldLabel(language, String(field)) };
}

/** The label of a user field, or of several as in `mail, userName`. Additional attributes have no label. */
export function fieldLabel(language: Language, field: string): string {
  return field
    .split(', ')
    .map((name) => textIn(language, `fields:${name}`) ?? name)
    .join(', ');
}

/** @param path as in `FieldError.field`; the positions in lists have no title. */
function settingTitle(language: Language, path: string): string {
  return textIn(language, `settings:${path.replaceAll(/\.\d+(?=\.|$)/g, '')}.title`) ?? path;
}
