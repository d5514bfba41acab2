import { hkdfSync } from 'node:crypto';

import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';

import { HostConfig } from '../config/host-config.js';
import { IDLE_MS, TOUCH_MS } from './session-limits.js';
import { SessionStore } from './session-store.service.js';
import { hashOfSecret, Sessions } from './sessions.service.js';

/** Authenticates the request with its bearer token if there is one, else with its cookie. */
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
      this.authenticate(request).then(() => next(), next);
    });
  }

  private async authenticate(request: Request): Promise<void> {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token) return this.authenticateByToken(request, token);
    const { account } = request.session;
    if (account) request.user = { ...account, session: hashOfSecret(request.sessionID), by: 'cookie' };
  }

  private async authenticateByToken(request: Request, token: string): Promise<void> {
    const found = await this.sessions.findByToken(token);
    if (!found) return;
    request.user = { ...found.account, session: found.key, by: 'token' };
    if (found.idleUntil.getTime() - Date.now() < IDLE_MS - TOUCH_MS) await this.sessions.touch(found.key);
  }
}

/** Processes with the same database share the settings key, so each accepts the cookies of the others. */
function cookieSecret(settingsKey: string): string {
  return Buffer.from(hkdfSync('sha256', settingsKey, '', 'session cookies', 32)).toString('base64');
}
