import type { ProblemRow } from '../api/api-types.js';
import { useFormats } from '../i18n/use-formats.js';
import { useTexts } from '../i18n/use-texts.js';

/** The message of a problem, and when the entry of the user in the way was seen last, in the time zone of the reader. */
export function useProblemMessage() {
  const { lookUp } = useTexts();
  const { instant } = useFormats();
  return ({ message, params }: Pick<ProblemRow, 'message' | 'params'>) => {
    const { lastSeen } = params;
    if (typeof lastSeen !== 'string') return message;
    return `${message} ${lookUp('why', 'lastSeen', '', { lastSeen: instant(lastSeen) })}`;
  };
}
