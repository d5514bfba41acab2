import { type BackendProfile, type Db, fromPglite } from 'pg-boss';
import type { NativeDatabase } from '../contract/database-access.js';

/** The host's database in the words of pg-boss, so that the queue needs neither a pool nor credentials of its own. */
export function queueDatabase(native: NativeDatabase): { readonly db: Db; readonly backend: BackendProfile } {
  if (native.kind === 'pglite') return { db: fromPglite(native.client), backend: 'pglite' };
  return { db: fromPostgres(native), backend: 'postgres' };
}

function fromPostgres({ pool, listen }: Extract<NativeDatabase, { kind: 'postgresql' }>): Db {
  return {
    executeSql: (text, values) => pool.query(text, values),
    listen: async (channel, onNotification, onReconnect) => {
      const listening = await listen(channel, onNotification, onReconnect);
      return { close: () => listening.stop() };
    },
  };
}
