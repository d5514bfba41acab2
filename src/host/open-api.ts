import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

import { LANGUAGES } from '../i18n/languages.js';
import { HOST_VERSION } from './version.js';

/** The document of the API, from the handlers and their classes. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const description =
    `Messages are in the language of Accept-Language (${LANGUAGES.join(', ')}). Every refusal has the form of ErrorDto. ` +
    'Sign in with POST /api/session; scripts then send the token, pages the cookie and, with POST, PUT and DELETE, X-CSRF-Token.';
  const config = new DocumentBuilder()
    .setTitle('Identity Manager: batch synchronization')
    .setDescription(description)
    .setVersion(HOST_VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth('session', { type: 'apiKey', in: 'cookie' })
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** `/api/docs`, with everything that it loads from here. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/docs/openapi.json',
    raw: ['json'],
  });
}
