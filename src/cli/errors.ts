import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { printable } from './printable.js';
import { fieldErrorLines } from './settings-lines.js';
import type { Texts } from './texts.js';

/** Whatever was thrown, with a code and an exit code. */
export function toCliError(thrown: unknown): CliError {
  if (thrown instanceof CliError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!isSyncError(thrown))
    return new CliError('UNEXPECTED', { exitCode: EXIT.failed, message, params: { message }, cause: thrown });
  const { code, params } = thrown;
  const exitCode = code === 'NOT_YET_AVAILABLE' ? EXIT.wrongUsage : EXIT.failed;
  return new CliError(code, { params, exitCode, message, cause: thrown });
}

/** What went wrong, in the language of whoever reads it. It may take several lines. */
export function errorText(texts: Texts, { code, params, message }: CliError): string {
  return texts.known(`error.${code}`, params) ?? texts.error(code, params) ?? message;
}

/** The same for a terminal, with the settings that were refused. */
export function errorLines(texts: Texts, error: CliError): string[] {
  const lines = errorText(texts, error).split(/\r?\n/);
  return [...lines.map((line) => printable(line)), ...fieldErrorLines(texts, error.fields)];
}

// By its shape: the class itself would load the whole add-on, also for a command that only talks to a host.
function isSyncError(
  thrown: unknown,
): thrown is { readonly code: string; readonly params: Record<string, string | number> } {
  return thrown instanceof Error && 'code' in thrown && 'params' in thrown && typeof thrown.code === 'string';
}
