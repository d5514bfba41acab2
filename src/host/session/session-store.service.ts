import { Injectable } from '@nestjs/common';
import { Store, type SessionData } from 'express-session';

import { IDLE_MS, TOUCH_MS } from './session-limits.js';
import { type ActiveSession, hashOfSecret, Sessions } from './sessions.service.js';

type Callback<T = void> = (error?: unknown, value?: T) => void;

/** Connects express-session to `Sessions`. It updates and ends sessions; only a sign-in creates one. */
@Injectable()
export class SessionStore extends Store {
  constructor(private readonly sessions: Sessions) {
    super();
  }

  override get(id: string, done: Callback<SessionData | undefined>): void {
    callBack(
      this.sessions.findById(id).then((session) => session && sessionData(session)),
      done,
    );
  }

  override set(id: string, { cookie, csrfToken }: SessionData, done: Callback = () => {}): void {
    callBack(this.sessions.saveData(id, { cookie, csrfToken }), done);
  }

  override destroy(id: string, done: Callback = () => {}): void {
    callBack(this.sessions.end(hashOfSecret(id)), done);
  }

  override touch(id: string, session: SessionData, done: Callback = () => {}): void {
    if (session.idleUntil - Date.now() > IDLE_MS - TOUCH_MS) return done();
    callBack(this.sessions.touch(hashOfSecret(id)), done);
  }
}

function sessionData({ account, data, idleUntil }: ActiveSession): SessionData {
  return { ...(data as unknown as SessionData), account, idleUntil: idleUntil.getTime() };
}

function callBack<T>(work: Promise<T>, done: Callback<T>): void {
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  );
}
