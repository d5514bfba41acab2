import { englishText, type TextParameters } from '../i18n/texts.js';
import type { ErrorCode } from './error-codes.js';

/** Values that a message names: URLs, DNs, limits. Never a secret. */
export type MessageParameters = TextParameters;

export interface SyncErrorOptions {
  readonly params?: MessageParameters;
  readonly cause?: unknown;
}

/**
 * Everything the add-on refuses or fails with.
 *
 * `code` is stable and is the key of its text in `i18n/<language>/errors.json`; `message` is the English text, for logs.
 * The folder that throws offers named factories (`directory/directory-errors.ts`, ...), so that what was found and what
 * to do about it are said in one place.
 */
export class SyncError extends Error {
  readonly code: ErrorCode;
  readonly params: MessageParameters;

  constructor(code: ErrorCode, { params = {}, cause }: SyncErrorOptions = {}) {
    super(englishText(`errors:${code}`, params), { cause });
    this.name = 'SyncError';
    this.code = code;
    this.params = params;
  }
}
