import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { fieldLines } from './settings-lines.js';
import type { Texts } from './texts.js';

/** Converts any error to a `CliError`. */
export function toCliError(thrown: unknown): CliError {
  if (thrown instanceof CliError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!isSyncError(thrown))
    return new CliError('UNEXPECTED', { exitCode: EXIT.failed, message, params: { message }, cause: thrown });
  const { code, params } = thrown;
  const exitCode = code === 'NOT_YET_AVAILABLE' ? EXIT.wrongUsage : EXIT.failed;
  return new CliError(code, { params, exitCode, message, cause: thrown });
}

/** The localized message, which may have several lines. */
export function errorText(texts: Texts, { code, params, message }: CliError): string {
  return texts.known(`error.${code}`, params) ?? texts.error(code, params) ?? message;
}

/** The lines to print, including errors of individual settings. */
export function errorLines(texts: Texts, error: CliError): string[] {
  const lines = errorText(texts, error).split(/\r?\n/);
  return [...lines.map((line) => escapeControlCharacters(line)), ...fieldLines(texts, error.fields)];
}

// Checked by shape, because importing the class would load the whole add-on even for commands that use a host.
function isSyncError(
  thrown: unknown,
): thrown is { readonly code: string; readonly params: Record<string, string | number> } {
  return thrown instanceof Error && 'code' in thrown && 'params' in thrown && typeof thrown.code === 'string';
}
