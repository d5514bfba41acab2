import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** Sets trusted proxies and adds security headers. Bodies are read and limited by `RequestLimitsInterceptor`. */
export function hardenHttp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  // Only a proxy on this machine may set the client's address.
  app.set('trust proxy', 'loopback');
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: CONTENT } }));
  app.use('/api', disableCaching);
}

const self = ["'self'"];
const none = ["'none'"];

const CONTENT = {
  defaultSrc: none,
  scriptSrc: self,
  // The components of the pages set inline styles.
  styleSrc: [...self, "'unsafe-inline'"],
  imgSrc: [...self, 'data:'],
  fontSrc: self,
  connectSrc: self,
  baseUri: none,
  formAction: self,
  frameAncestors: none,
  objectSrc: none,
};

function disableCaching(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
