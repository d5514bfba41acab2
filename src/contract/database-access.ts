import type { Pool } from 'pg';

import type { PgliteClient } from './pglite-client.js';

export interface Subscription {
  stop(): Promise<void>;
}

/**
 * Listens on a channel (LISTEN) until stopped. Never rejects: a failed or lost connection is retried.
 *
 * @param onNotification called with each payload.
 * @param onConnect called after each connect and reconnect: notifications may have been missed before it.
 */
export type Listen = (
  channel: string,
  onNotification: (payload: string) => void,
  onConnect: () => void,
) => Promise<Subscription>;

export type NativeDatabase =
  | { readonly kind: 'postgresql'; readonly pool: Pool; readonly listen: Listen }
  | { readonly kind: 'pglite'; readonly client: PgliteClient };

/** The host's database below the ORM, for the job queue and for health checks. */
export abstract class DatabaseAccess {
  abstract native(): Promise<NativeDatabase>;
  /** Makes one round trip. */
  abstract isUp(): Promise<boolean>;
}
