import type { MessageParameters } from '../../contract/sync-error.js';
import type { ValueProblem } from './validation.js';

/** What is wrong with a value that somebody enters: a key in `i18n/<language>/validation.json` and the parameters of its text. */
export function enteredValueViolation({ code, params }: ValueProblem): {
  readonly code: string;
  readonly params?: MessageParameters;
} {
  const { limit = 0, character } = params;
  if (code === 'VALUE_TOO_LONG') return { code: 'tooLong', params: { limit } };
  return character === undefined ? { code: 'emailSyntax' } : { code: 'invisibleCharacter', params: { character } };
}
