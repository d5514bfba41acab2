import { hkdfSync } from 'node:crypto';

import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';

import { HostConfig } from '../config/host-config.js';
import { IDLE_MS, TOUCH_MS } from './limits.js';
import { hashOfSecret } from './secret-hash.js';
import { SessionStore } from './session-store.service.js';
import { Sessions } from './sessions.service.js';

/** Finds out who sends the request: by bearer token when there is one, else by cookie. */
@Injectable()
export class SessionMiddleware implements NestMiddleware {
  private readonly cookies: RequestHandler;

  constructor(
    config: HostConfig,
    private readonly sessions: Sessions,
    store: SessionStore,
  ) {
    this.cookies = session({
      store,
      name: 'session',
      secret: cookieSecret(config.settingsKey),
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'strict', secure: 'auto', maxAge: IDLE_MS },
    });
  }

  use(request: Request, response: Response, next: NextFunction): void {
    void this.cookies(request, response, (error?: unknown) => {
      if (error) return next(error);
      this.identify(request).then(() => next(), next);
    });
  }

  private async identify(request: Request): Promise<void> {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token) return this.byToken(request, token);
    const { account } = request.session;
    if (account) request.signedIn = { ...account, session: hashOfSecret(request.sessionID), by: 'cookie' };
  }

  private async byToken(request: Request, token: string): Promise<void> {
    const found = await this.sessions.findByToken(token);
    if (!found) return;
    request.signedIn = { ...found.account, session: found.key, by: 'token' };
    if (found.idleUntil.getTime() - Date.now() < IDLE_MS - TOUCH_MS) await this.sessions.touch(found.key);
  }
}

/** The processes on one database share the settings key, so they also know one another's cookies. */
function cookieSecret(settingsKey: string): string {
  return Buffer.from(hkdfSync('sha256', settingsKey, '', 'session cookies', 32)).toString('base64');
}
