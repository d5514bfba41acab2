import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';

import { languageOf } from './reader-language.js';
import type { Language } from '../../i18n/languages.js';

/** The reader's language, as a parameter of a handler. The answer says which one it is in. */
export const ReaderLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  const http = context.switchToHttp();
  const language = languageOf(http.getRequest<Request>());
  http.getResponse<Response>().setHeader('Content-Language', language).vary('Accept-Language');
  return language;
});
