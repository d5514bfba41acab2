import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';

import { DEFAULT_LANGUAGE, LANGUAGES, type Language } from '../../i18n/languages.js';

/** The language requested with `Accept-Language` (RFC 9110, 12.5.4), or English if none of them is available. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages(...LANGUAGES) || DEFAULT_LANGUAGE;
}

export function answerIn(response: Response, language: Language): void {
  response.setHeader('Content-Language', language).vary('Accept-Language');
}

/** The language of the response, as a parameter of a handler. Sets `Content-Language`. */
export const ReaderLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  const http = context.switchToHttp();
  const language = languageOf(http.getRequest<Request>());
  answerIn(http.getResponse<Response>(), language);
  return language;
});
