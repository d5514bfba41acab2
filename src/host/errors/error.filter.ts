import { randomUUID } from 'node:crypto';

import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { FieldError } from '../../index.js';
import { languageOf } from '../language/reader-language.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { errorResponseFor, type ErrorResponse } from './error-response.js';

/** Answers every error in one form, in the reader's language: `{ code, message, params, errors? }`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Request');

  constructor(private readonly texts: Texts) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const refusal = errorResponseFor(error) ?? this.unexpected(error);
    if (refusal.status === 503) this.logger.error({ err: error }, 'A request found no database');
    if (response.headersSent) {
      response.end();
      return;
    }
    const language = languageOf(request);
    response.setHeader('Content-Language', language).vary('Accept-Language');
    if (refusal.status === 429) response.setHeader('Retry-After', String(refusal.params['seconds']));
    response.status(refusal.status).json(this.body(refusal, language));
  }

  /** The details go to the log only; the reference leads there. */
  private unexpected(error: unknown): ErrorResponse {
    const reference = randomUUID();
    this.logger.error({ err: error, reference }, 'A request failed unexpectedly');
    return { status: 500, code: 'UNEXPECTED', params: { reference } };
  }

  private body({ code, params, fields, settings, run }: ErrorResponse, language: Language): object {
    const errors: readonly FieldError[] | undefined =
      fields?.map((field) => this.texts.requestError(language, field)) ??
      settings?.map((setting) => this.texts.settingError(language, setting));
    return {
      code,
      message: this.texts.error(language, code, params),
      params,
      ...(errors && { errors }),
      ...(run && { run }),
    };
  }
}
