import type { AttributeValue } from './directory-user.js';
import { isSecretAttribute } from './secret-attribute.js';
import type { MappingRule } from './mapping-rule.js';

/** Characters of a value that are shown. */
const MAX_SHOWN = 200;
/** One more is stored, so that it is known whether a value was shortened. `plan.sql` and `revert.sql` have this number, too. */
const MAX_STORED = MAX_SHOWN + 1;
/** Controls, marks that reverse the direction of a text, and characters that no font shows. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const BETWEEN_NAMES = /[^\w.;-]+/;
/** Before the name of an attribute of an entry in an expression, and before that of a value in the JSON attributes. */
const OWNER = /^(?:entry|attributes)\./;
/** What PostgreSQL does not store: NUL and lone surrogates. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

/**
 * The beginning of a value that is not valid, as a problem keeps it; null for secrets.
 *
 * @param names `attribute` may name several, as in `mail, userPrincipalName` or `{givenName}.{sn}`.
 */
export function offendingValue(value: AttributeValue, names: Pick<MappingRule, 'attribute' | 'field'>): string | null {
  return isSecretRow(names) ? null : beginningOfValue(value);
}

/** Whether one of the attributes that a row names, or its field, holds secrets. */
export function isSecretRow({ attribute, field }: Pick<MappingRule, 'attribute' | 'field'>): boolean {
  return [...attribute.split(BETWEEN_NAMES), field].some((name) => isSecretAttribute(name.replace(OWNER, '')));
}

/** A value that is no secret, safe to show. */
export function shownText(value: AttributeValue): string {
  return shownValue(beginningOfValue(value));
}

function beginningOfValue(value: AttributeValue): string {
  return beginningOf(typeof value === 'string' ? value : textOfBytes(value));
}

/** The beginning of a value, as a problem keeps it. */
export function beginningOf(text: string): string {
  return beginning(text.slice(0, 2 * MAX_STORED).replaceAll(UNSTORABLE, escaped), MAX_STORED);
}

/** The stored value of a problem, safe to show: shortened, and with escapes for characters that cannot be seen. */
export function shownValue(stored: string): string {
  const text = beginning(stored, MAX_SHOWN);
  return text.replaceAll(UNSAFE, escaped) + (text.length < stored.length ? '…' : '');
}

function beginning(text: string, characters: number): string {
  return text.length <= characters ? text : Array.from(text).slice(0, characters).join('');
}

/** Text in another encoding stays readable: `M\xfcller`. */
function textOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, MAX_STORED), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
