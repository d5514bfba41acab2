import type { PGlite } from '@electric-sql/pglite';
import type { Pool } from 'pg';

export interface Listening {
  stop(): Promise<void>;
}

/**
 * Calls `heard` with each payload of a channel until stopped. Never rejects: a connection that does not come or goes
 * away is tried again.
 *
 * @param connected called each time the connection stands (again): something may have been missed before.
 */
export type Listen = (channel: string, heard: (payload: string) => void, connected: () => void) => Promise<Listening>;

export type NativeDatabase =
  | { readonly kind: 'postgresql'; readonly pool: Pool; readonly listen: Listen }
  | { readonly kind: 'pglite'; readonly client: PGlite };

/** The host's database beneath the ORM: the job queue shares it. */
export abstract class DatabaseAccess {
  abstract native(): Promise<NativeDatabase>;
  /** One round trip; for health. */
  abstract isUp(): Promise<boolean>;
}
