import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

import { BatchSyncJobs } from '../../index.js';
import { DEFAULT_LANGUAGE, LANGUAGES } from '../../i18n/languages.js';
import { documentBodyLimits } from '../requests/document-body-limits.js';
import { TextsService } from '../language/texts.service.js';
import { HOST_VERSION } from '../version.js';
import { documentNullableEnums } from './document-nullable-enums.js';
import { documentSettings } from './document-settings.js';

/** The process whose settings are described. */
const SYMBOLIC_NAME = 'LDAPAddonBatchSync';

/** The OpenAPI document, generated from the controllers and DTOs. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const description =
    `Messages are in the language of Accept-Language (${LANGUAGES.join(', ')}). All errors have the form of ErrorDto. ` +
    'This document is served as JSON at /api/docs/openapi.json. Sign in with POST /api/session. Scripts then send the bearer token. Pages send the cookie and, with POST, PUT, PATCH and DELETE, X-CSRF-Token.';
  const config = new DocumentBuilder()
    .setTitle('Identity Manager: batch synchronization')
    .setDescription(description)
    .setVersion(HOST_VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addCookieAuth('session', { type: 'apiKey', in: 'cookie' })
    .build();
  const document = documentNullableEnums(documentBodyLimits(SwaggerModule.createDocument(app, config)));
  const texts = app.get(TextsService, { strict: false });
  const { settings } = app.get(BatchSyncJobs, { strict: false }).manifest(SYMBOLIC_NAME);
  return documentSettings(document, texts.translateManifest(DEFAULT_LANGUAGE, settings.schema));
}

/** Serves `/api/docs`, including all its assets. */
export function serveOpenApi(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/docs/openapi.json',
    raw: ['json'],
  });
}
