import type { Request } from 'express';

export const LANGUAGES = ['en', 'de', 'sv', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of the reader, from `Accept-Language` (RFC 9110, 12.5.4); English when none of ours is asked for. */
export function languageOf(request: Request): Language {
  return (request.acceptsLanguages(...LANGUAGES) || 'en') as Language;
}
