import { dictionary } from '@zxcvbn-ts/language-common';

import type { FieldError } from '../../index.js';

export const MIN_PASSWORD_LENGTH = 12;
/** A longer password would only cost time to hash. */
export const MAX_PASSWORD_LENGTH = 1024;

const PRODUCT_NAMES = ['identitymanager', 'ldapbatchsync', 'ldapaddonbatchsync'];

let commonPasswords: ReadonlySet<string> | undefined;

/**
 * Why a password is refused, or undefined. There are no rules about kinds of characters (ASVS 4.0.3, 2.1.9): only length,
 * common passwords, and the names of account and product.
 */
export function passwordRefusal(password: string, userName: string): Omit<FieldError, 'field' | 'message'> | undefined {
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD_LENGTH) return { code: 'passwordTooShort', params: { limit: MIN_PASSWORD_LENGTH } };
  if (length > MAX_PASSWORD_LENGTH) return { code: 'tooLong', params: { limit: MAX_PASSWORD_LENGTH } };
  const text = normalized(password);
  if (isCommon(text) || isRepetition(text)) return { code: 'passwordCommon' };
  const letters = lettersOf(text);
  const names = [lettersOf(normalized(userName)), ...PRODUCT_NAMES].filter((name) => name !== '');
  if (names.some((name) => isRepetitionOf(letters, name))) return { code: 'passwordIsName' };
  return undefined;
}

/** Passwords that look the same are the same. */
function normalized(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function isCommon(text: string): boolean {
  commonPasswords ??= new Set((dictionary['passwords-common'] as readonly string[]).map((word) => normalized(word)));
  return commonPasswords.has(text);
}

/** Something repeated three times or more, or a common password repeated. */
function isRepetition(text: string): boolean {
  const length = (text + text).indexOf(text, 1);
  return length <= text.length / 3 || (length < text.length && isCommon(text.slice(0, length)));
}

function isRepetitionOf(text: string, part: string): boolean {
  return text !== '' && text.replaceAll(part, '') === '';
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}
