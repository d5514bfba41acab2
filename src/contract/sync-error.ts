import { englishText, type TextParameters } from '../i18n/texts.js';
import type { ErrorCode } from './error-codes.js';

/** Parameters of a message: URLs, DNs, limits. Never a secret. */
export type MessageParameters = TextParameters;

export interface SyncErrorOptions {
  readonly params?: MessageParameters;
  readonly cause?: unknown;
}

/**
 * An error of the add-on.
 *
 * `code` is stable and the key of the text in `i18n/<language>/errors.json`; `message` is the English text, for logs.
 * Errors are created by named factories in the folder that throws them (`run-errors.ts`, `settings-errors.ts`, ...).
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
