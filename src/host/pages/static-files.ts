import { join } from 'node:path';

import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

import { LANGUAGE_FOLDER } from '../../i18n/languages.js';
import { WEB_FOLDER } from './page.js';

/** Serves the assets of the pages, whose names contain a hash of their content, and the texts. */
export function serveStaticFiles(app: NestExpressApplication): void {
  app.useStaticAssets(join(WEB_FOLDER, 'assets'), { prefix: '/assets', immutable: true, maxAge: '1y', index: false });
  app.use('/i18n', serveTextsOnly);
  app.useStaticAssets(LANGUAGE_FOLDER, { prefix: '/i18n', index: false, redirect: false, setHeaders: revalidate });
}

function serveTextsOnly(request: Request, response: Response, next: NextFunction): void {
  if (/^\/[a-z]{2}\/[a-z-]+\.json$/.test(request.path)) next();
  else response.status(404).end();
}

/** The names of text files do not change with their content, so browsers must revalidate them. */
function revalidate(response: Response): void {
  response.setHeader('Cache-Control', 'no-cache');
}
