import type { FieldError } from '../index.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';

/** Nothing was saved, because these values are not valid. */
export function refusedSettings(fields: readonly FieldError[]): CliError {
  return new CliError('SETTINGS_REFUSED', { exitCode: EXIT.failed, fields });
}
