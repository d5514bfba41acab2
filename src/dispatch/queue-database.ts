import { type BackendProfile, type Db, fromPglite } from 'pg-boss';
import type { Pool } from 'pg';

import type { NativeDatabase } from '../sync/ports/database-access.js';
import { ListeningConnection } from './listening-connection.js';

/** The host's database in the words of pg-boss, so that the queue needs neither a pool nor credentials of its own. */
export function queueDatabase(native: NativeDatabase): { readonly db: Db; readonly backend: BackendProfile } {
  if (native.kind === 'pglite') return { db: fromPglite(native.client), backend: 'pglite' };
  return { db: fromPool(native.pool), backend: 'postgres' };
}

function fromPool(pool: Pool): Db {
  return {
    executeSql: (text, values) => pool.query(text, values),
    listen: async (channel, onNotification, onReconnect) => {
      const connection = new ListeningConnection(pool.options, channel, onNotification, onReconnect);
      await connection.open();
      return connection;
    },
  };
}
