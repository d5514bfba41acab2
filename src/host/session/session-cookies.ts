import { hkdfSync } from 'node:crypto';

import type { Request, RequestHandler, Response } from 'express';
import session, { type Store } from 'express-session';

import { IDLE_MS } from './session-limits.js';

/** Over TLS: browsers accept a cookie with this prefix only from this host over TLS, and for all paths. */
const SECURE_NAME = '__Host-session';
const PLAIN_NAME = 'session';

/** Reads and sets the cookie of the session, under a name that depends on whether the request came over TLS. */
export function sessionCookies(newStore: () => Store, settingsKey: string): RequestHandler {
  const options = {
    secret: cookieSecret(settingsKey),
    resave: false,
    saveUninitialized: false,
    rolling: true,
  };
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', maxAge: IDLE_MS } as const;
  // express-session writes to its store how cookies are made, so the two must not share one.
  const secure = session({ ...options, store: newStore(), name: SECURE_NAME, cookie: { ...cookie, secure: true } });
  const plain = session({ ...options, store: newStore(), name: PLAIN_NAME, cookie: { ...cookie, secure: false } });
  return (request, response, next) => (request.secure ? secure : plain)(request, response, next);
}

/** A browser may have both, if the host is reached in both ways. */
export function clearSessionCookies(request: Request, response: Response): void {
  response.clearCookie(PLAIN_NAME, { path: '/' });
  if (request.secure) response.clearCookie(SECURE_NAME, { path: '/', secure: true });
}

/** Processes with the same database share the settings key, so each accepts the cookies of the others. */
function cookieSecret(settingsKey: string): string {
  return Buffer.from(hkdfSync('sha256', settingsKey, '', 'session cookies', 32)).toString('base64');
}
