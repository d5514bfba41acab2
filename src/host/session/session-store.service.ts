import { Injectable } from '@nestjs/common';
import { Store, type SessionData } from 'express-session';

import { IDLE_MS, TOUCH_MS } from './limits.js';
import { hashOfSecret } from './secret-hash.js';
import { Sessions, type LiveSession } from './sessions.service.js';

type Callback<T = void> = (error?: unknown, value?: T) => void;

/** Lets express-session work on `Sessions`. It changes and ends sessions; only signing in begins one. */
@Injectable()
export class SessionStore extends Store {
  constructor(private readonly sessions: Sessions) {
    super();
  }

  override get(id: string, done: Callback<SessionData | undefined>): void {
    answer(
      this.sessions.findById(id).then((session) => session && sessionData(session)),
      done,
    );
  }

  override set(id: string, { cookie, csrfToken }: SessionData, done: Callback = () => {}): void {
    answer(this.sessions.keep(id, { cookie, csrfToken }), done);
  }

  override destroy(id: string, done: Callback = () => {}): void {
    answer(this.sessions.end(hashOfSecret(id)), done);
  }

  override touch(id: string, session: SessionData, done: Callback = () => {}): void {
    if (session.idleUntil - Date.now() > IDLE_MS - TOUCH_MS) return done();
    answer(this.sessions.touch(hashOfSecret(id)), done);
  }
}

function sessionData({ account, data, idleUntil }: LiveSession): SessionData {
  return { ...(data as unknown as SessionData), account, idleUntil: idleUntil.getTime() };
}

function answer<T>(work: Promise<T>, done: Callback<T>): void {
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  );
}
