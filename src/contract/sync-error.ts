import { englishText, type TextParameters } from '../i18n/texts.js';
import type { ErrorCode } from './error-codes.js';
import type { ERROR_PARAMETERS } from './error-parameters.js';

/** Parameters of a message: URLs, DNs, limits. Never a secret. */
export type MessageParameters = TextParameters;

type ParametersOf<Code extends ErrorCode> = MessageParameters &
  Readonly<Record<(typeof ERROR_PARAMETERS)[Code][number], string | number>>;

export interface SyncErrorOptions {
  readonly params?: MessageParameters;
  readonly cause?: unknown;
}

/** A code, and the parameters that its text needs. */
type SyncErrorArguments = {
  [Code in ErrorCode]: (typeof ERROR_PARAMETERS)[Code] extends readonly []
    ? [code: Code, options?: SyncErrorOptions]
    : [code: Code, options: SyncErrorOptions & { readonly params: ParametersOf<Code> }];
}[ErrorCode];

/**
 * An error of the add-on.
 *
 * `code` is stable and the key of the text in `i18n/<language>/errors.json`; `message` is the English text, for logs.
 * Errors are created by named factories in the folder that throws them (`run-errors.ts`, `settings-errors.ts`, ...).
 */
export class SyncError extends Error {
  readonly code: ErrorCode;
  readonly params: MessageParameters;

  constructor(...[code, { params = {}, cause } = {}]: SyncErrorArguments) {
    super(englishText(`errors:${code}`, params), { cause });
    this.name = 'SyncError';
    this.code = code;
    this.params = params;
  }

  /** The same error with another cause. */
  withCause(cause: unknown): SyncError {
    return new SyncError(...([this.code, { params: this.params, cause }] as SyncErrorArguments));
  }
}
