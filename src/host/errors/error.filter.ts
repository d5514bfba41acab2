import { randomUUID } from 'node:crypto';

import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { FieldError } from '../../index.js';
import { answerIn } from '../language/reader-language.decorator.js';
import { readerOf, type Reader } from '../language/reader.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { toErrorResponse, type ErrorResponse } from './error-response.js';

/** Sends all errors as `{ code, message, params, errors? }`, in the language of the request. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Request');

  constructor(private readonly texts: TextsService) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = toErrorResponse(exception) ?? this.unexpected(exception);
    if (error.status === 503) this.logger.error({ err: exception }, 'The database could not serve a request');
    if (response.headersSent) {
      response.end();
      return;
    }
    const reader = readerOf(request);
    answerIn(response, reader.language);
    if (error.status === 429) response.setHeader('Retry-After', String(error.params['seconds']));
    response.status(error.status).json(this.body(error, reader));
  }

  /** Details are only logged. The response contains a reference to the log entry. */
  private unexpected(error: unknown): ErrorResponse {
    const reference = randomUUID();
    this.logger.error({ err: error, reference }, 'A request failed unexpectedly');
    return { status: 500, code: 'UNEXPECTED', params: { reference } };
  }

  private body({ code, params, fields, settings, run }: ErrorResponse, reader: Reader): object {
    const { language } = reader;
    const errors: readonly FieldError[] | undefined =
      fields?.map((field) => this.texts.requestError(language, field)) ??
      settings?.map((setting) => this.texts.settingError(language, setting));
    return {
      code,
      ...this.texts.error(reader, code, params),
      ...(errors && { errors }),
      ...(run && { run }),
    };
  }
}
