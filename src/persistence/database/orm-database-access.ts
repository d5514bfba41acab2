import type { MikroORM } from '@mikro-orm/core';
import type { Pool } from 'pg';
import { DatabaseAccess, type NativeDatabase } from '../../contract/database-access.js';
import type { PgliteClient } from '../../contract/pglite-client.js';
import { listenOutsidePool } from './postgres-database.js';

/** The native client of the host's ORM. */
export class OrmDatabaseAccess extends DatabaseAccess {
  constructor(private readonly orm: MikroORM) {
    super();
  }

  async native(): Promise<NativeDatabase> {
    const connection = this.orm.em.getConnection() as unknown as { getNativeClient(): Promise<Pool | PgliteClient> };
    const client = await connection.getNativeClient();
    if (!('totalCount' in client)) return { kind: 'pglite', client };
    return { kind: 'postgresql', pool: client, listen: listenOutsidePool(client) };
  }

  async isUp(): Promise<boolean> {
    return (await this.orm.checkConnection()).ok;
  }
}
