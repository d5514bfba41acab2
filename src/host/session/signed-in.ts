import type { AccountRole } from '../database/identity-user.entity.js';

/** An account that may sign in. */
export interface Account {
  readonly userId: string;
  readonly userName: string;
  readonly role: AccountRole;
}

/** Who sends the request. */
export interface SignedIn extends Account {
  /** Key of the session's row. */
  readonly session: string;
  /** By `Authorization: Bearer` or by cookie; only a cookie is sent by a browser without being asked. */
  readonly by: 'token' | 'cookie';
}

declare module 'express-session' {
  interface SessionData {
    account: Account;
    /** When its last use runs out, in milliseconds since 1970. */
    idleUntil: number;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    signedIn?: SignedIn;
  }
}
