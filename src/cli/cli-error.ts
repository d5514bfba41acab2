import type { FieldError } from '../index.js';
import type { ExitCode } from './exit-code.js';

export interface CliErrorOptions {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly exitCode: ExitCode;
  /** Settings that were refused, field by field. */
  readonly fields?: readonly FieldError[];
  /** The sentence, where somebody else wrote it: a host with codes that this version does not know. */
  readonly message?: string;
  readonly cause?: unknown;
}

/** What ends a command without success: a stable code, and the exit code it leads to. */
export class CliError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly exitCode: ExitCode;
  readonly fields: readonly FieldError[];

  constructor(code: string, { params = {}, exitCode, fields = [], message, cause }: CliErrorOptions) {
    super(message ?? code, { cause });
    this.name = 'CliError';
    this.code = code;
    this.params = params;
    this.exitCode = exitCode;
    this.fields = fields;
  }
}
