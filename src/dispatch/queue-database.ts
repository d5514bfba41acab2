import { type BackendProfile, type Db, fromPglite } from 'pg-boss';
import type { NativeDatabase } from '../contract/database-access.js';

/** Adapts the host's database to pg-boss, so that the queue needs no connection pool or credentials of its own. */
export function queueDatabase(native: NativeDatabase): { readonly db: Db; readonly backend: BackendProfile } {
  if (native.kind === 'pglite') return { db: fromPglite(native.client), backend: 'pglite' };
  return { db: fromPostgres(native), backend: 'postgres' };
}

function fromPostgres({ pool, listen }: Extract<NativeDatabase, { kind: 'postgresql' }>): Db {
  return {
    executeSql: (text, values) => pool.query(text, values),
    listen: async (channel, onNotification, onReconnect) => {
      const subscription = await listen(channel, onNotification, onReconnect);
      return { close: () => subscription.stop() };
    },
  };
}
