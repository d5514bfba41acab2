import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { HostConfig } from '../config/host-config.js';
import { IDLE_MS, TOUCH_MS } from './session-limits.js';
import { sessionCookies } from './session-cookies.js';
import { SessionStore } from './session-store.service.js';
import { hashOfSecret, Sessions } from './sessions.service.js';

/** Authenticates the request with its bearer token if there is one, else with its cookie. */
@Injectable()
export class SessionMiddleware implements NestMiddleware {
  private readonly cookies: RequestHandler;

  constructor(
    config: HostConfig,
    private readonly sessions: Sessions,
  ) {
    this.cookies = sessionCookies(() => new SessionStore(sessions), config.settingsKey);
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
