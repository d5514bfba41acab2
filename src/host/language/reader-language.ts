import type { Request } from 'express';

import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../../i18n/languages.js';

/** The language of the reader, from `Accept-Language` (RFC 9110, 12.5.4); English when none of ours is asked for. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages(...LANGUAGES) || DEFAULT_LANGUAGE;
}
