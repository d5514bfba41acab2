import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { AccountRole } from '../database/identity-user.entity.js';
import type { Language } from '../../i18n/languages.js';
import { answerIn, languageOf } from './reader-language.decorator.js';

/** Whom a response is for: administrators also see settings. */
export interface Reader {
  readonly language: Language;
  readonly role: AccountRole;
}

/** Someone who is not signed in sees no more than an operator. */
export function readerOf(request: Request): Reader {
  return { language: languageOf(request), role: request.user?.role ?? 'operator' };
}

/** The reader of the response, as a parameter of a handler. Sets `Content-Language`. */
export const CurrentReader = createParamDecorator((_: unknown, context: ExecutionContext): Reader => {
  const http = context.switchToHttp();
  const reader = readerOf(http.getRequest<Request>());
  answerIn(http.getResponse<Response>(), reader.language);
  return reader;
});
