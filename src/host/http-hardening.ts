import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/** Sets trusted proxies and adds security headers. Bodies are read and limited by `RequestLimitsInterceptor`. */
export function hardenHttp(app: NestExpressApplication, trustedProxies: readonly string[]): void {
  app.disable('x-powered-by');
  app.set('trust proxy', [...trustedProxies]);
  app.use(reportUntrustedProxies());
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

/**
 * Logs once that a sender of X-Forwarded headers is not trusted. Without the warning, a host behind a proxy would only seem
 * to work: all its clients would share one address and its limits.
 */
function reportUntrustedProxies(): RequestHandler {
  const logger = new Logger('Proxy');
  let isReported = false;
  return (request, _response, next) => {
    const claims = request.headers['x-forwarded-for'] ?? request.headers['x-forwarded-proto'];
    const { remoteAddress } = request.socket;
    const isTrusted = (request.app.get('trust proxy fn') as TrustsProxy)(remoteAddress ?? '', 0);
    if (claims !== undefined && !isTrusted && !isReported) {
      isReported = true;
      logger.warn(
        `Headers of a proxy at ${remoteAddress} are ignored: it is not trusted. If it is yours, name it in TRUSTED_PROXIES.`,
      );
    }
    next();
  };
}

type TrustsProxy = (address: string, hop: number) => boolean;
