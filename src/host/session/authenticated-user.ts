import type { AccountRole } from '../database/identity-user.entity.js';

/** An account that may sign in. */
export interface Account {
  readonly userId: string;
  readonly userName: string;
  readonly role: AccountRole;
}

/** The user who sent a request. */
export interface AuthenticatedUser extends Account {
  /** Key of the session's row. */
  readonly session: string;
  /** A browser sends a cookie with every request, so a cookie needs protection against CSRF; a bearer token does not. */
  readonly by: 'token' | 'cookie';
}

declare module 'express-session' {
  interface SessionData {
    account: Account;
    /** When the session expires unless it is used again, in milliseconds since 1970. */
    idleUntil: number;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    user?: AuthenticatedUser;
  }
}
