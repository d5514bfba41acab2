import type { FieldError } from '../index.js';
import type { ExitCode } from './exit-code.js';

export interface CliErrorOptions {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly exitCode: ExitCode;
  /** Errors of individual settings. */
  readonly fields?: readonly FieldError[];
  /** The message of a host, used if its code is unknown in this version. */
  readonly message?: string;
  readonly cause?: unknown;
}

/** An error that ends a command, with a stable code and an exit code. */
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
