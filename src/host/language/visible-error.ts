import { ERROR_PARAMETERS, type ErrorCode, isGuardCode, type MessageParameters } from '../../index.js';
import { errorText } from '../../i18n/code-texts.js';
import { textIn } from '../../i18n/texts.js';
import type { Reader } from './reader.decorator.js';

/** Parameters of errors that contain no settings. */
const VISIBLE_TO_OPERATORS: ReadonlySet<string> = new Set([
  'symbolicName',
  'job',
  'seconds',
  'runId',
  'read',
  'sum',
  'userField',
  'who',
  'dn',
  'because',
  'by',
  'hours',
  'choice',
  'refused',
]);

/** An error of the add-on as the reader may see it. */
export interface VisibleError {
  readonly params: MessageParameters;
  readonly message: string;
}

/**
 * Operators see what happened and whom to ask, without servers, DNs, filters and other values of settings. Undefined if
 * the code is not one of the add-on.
 */
export function visibleError(
  { language, role }: Reader,
  code: string,
  params: MessageParameters,
): VisibleError | undefined {
  // What guards found is about people, whom operators see, too.
  if (role === 'administrator' || isGuardCode(code)) {
    const message = errorText(language, code, params);
    return message === undefined ? undefined : { params, message };
  }
  if (!isErrorCode(code)) return undefined;
  const visible = Object.fromEntries(Object.entries(params).filter(([name]) => VISIBLE_TO_OPERATORS.has(name)));
  return { params: visible, message: textForOperators(language, code, visible) };
}

function textForOperators(language: string, code: ErrorCode, params: MessageParameters): string {
  const own = textIn(language, `host:operatorErrors.${code}`, params);
  if (own !== undefined) return own;
  const isPublic = ERROR_PARAMETERS[code].every((name) => VISIBLE_TO_OPERATORS.has(name));
  const text = isPublic ? errorText(language, code, params) : undefined;
  return text ?? textIn(language, 'host:operatorErrors.other') ?? code;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_PARAMETERS, code);
}
