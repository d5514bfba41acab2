import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

const BODY_LIMIT = '1mb';

/** What holds for every request: how large it may be, whom its address is taken from, what a page may load. */
export function hardenHttp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  // Only a proxy on this machine is believed about where a request comes from.
  app.set('trust proxy', 'loopback');
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: CONTENT } }));
  app.use('/api', neverStored);
  app.useBodyParser('json', { limit: BODY_LIMIT });
}

const self = ["'self'"];
const none = ["'none'"];

const CONTENT = {
  defaultSrc: none,
  scriptSrc: self,
  // The components of the pages set styles on their elements.
  styleSrc: [...self, "'unsafe-inline'"],
  imgSrc: [...self, 'data:'],
  fontSrc: self,
  connectSrc: self,
  baseUri: none,
  formAction: self,
  frameAncestors: none,
  objectSrc: none,
};

function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
