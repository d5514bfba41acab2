import { PGlite } from '@electric-sql/pglite';
import { MikroOrmModule, type MikroOrmModuleOptions } from '@mikro-orm/nestjs';
import { PgliteDriver } from '@mikro-orm/pglite';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { INestApplicationContext } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { Client } from 'pg';

import {
  BatchSyncHealth,
  BatchSyncJobs,
  BatchSyncRuns,
  LdapAddonBatchSyncModule,
  type LdapAddonBatchSyncOptions,
  type Run,
  type RunMode,
  SyncEvents,
} from '../../../src/index.js';
import { openPglite } from '../../services/embedded.js';
import { createDatabase } from '../../services/postgres.js';
import { APP_USER_TABLE, AppUser } from './app-user.js';

export const JOB = 'LDAPAddonBatchSync';

/** A database with the users table of a host. It can be used by several hosts. */
export interface HostDatabase {
  readonly kind: 'postgresql' | 'pglite';
  /** Empty with PGlite. */
  readonly url: string;
  readonly orm: MikroOrmModuleOptions;
  query<Row extends object>(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
}

/** @param server the URL of another server than the one of this test run. */
export async function postgresDatabase(server?: string): Promise<HostDatabase> {
  const created = await createDatabase(server);
  const { url } = created;
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  await client.query(APP_USER_TABLE);
  return {
    kind: 'postgresql',
    url,
    orm: { driver: PostgreSqlDriver, clientUrl: url },
    query: async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows,
    drop: async () => {
      await client.end();
      await created.drop();
    },
  };
}

let embedded: Promise<PGlite> | undefined;

/** Creating one takes seconds, so the tests of a file share it and empty it first. */
export async function pgliteDatabase(): Promise<HostDatabase> {
  const client = await (embedded ??= openPglite());
  await client.exec(`drop schema public cascade; create schema public;
    drop schema if exists ldap_addon_batch_sync_queue cascade; ${APP_USER_TABLE}`);
  return { ...overPglite(client), drop: () => Promise.resolve() };
}

/** A database in a folder, which other processes can open after it was dropped: that closes it and keeps the folder. */
export async function folderDatabase(folder: string, statements = ''): Promise<HostDatabase> {
  const client = await PGlite.create(folder);
  await client.exec(statements);
  return { ...overPglite(client), drop: () => client.close() };
}

function overPglite(client: PGlite): Omit<HostDatabase, 'drop'> {
  return {
    kind: 'pglite',
    url: '',
    orm: { driver: PgliteDriver, dbName: 'postgres', driverOptions: { pglite: client } },
    query: async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows,
  };
}

export type HostOptions = Partial<LdapAddonBatchSyncOptions<AppUser>>;

export function addOnOptions(options: HostOptions = {}): LdapAddonBatchSyncOptions<AppUser> {
  return {
    users: {
      entity: AppUser,
      fields: { userName: 'login', firstName: 'given', lastName: 'family', email: 'mail' },
      state: { property: 'condition', active: 'active' },
    },
    secretKey: new Uint8Array(32).fill(7),
    ...options,
  };
}

/** One process of a host that embeds the add-on. */
export class Host {
  readonly jobs: BatchSyncJobs;
  readonly runs: BatchSyncRuns;
  readonly health: BatchSyncHealth;
  readonly events: SyncEvents;
  readonly scheduler: SchedulerRegistry;

  static async start(database: HostDatabase, options: HostOptions = {}): Promise<Host> {
    const compiled = await Test.createTestingModule({
      imports: [
        MikroOrmModule.forRoot({ ...database.orm, entities: [AppUser], ensureDatabase: false }),
        ScheduleModule.forRoot(),
        LdapAddonBatchSyncModule.forRoot(addOnOptions(options)),
      ],
    }).compile();
    return new Host(await compiled.init());
  }

  private constructor(readonly app: INestApplicationContext) {
    this.jobs = app.get(BatchSyncJobs);
    this.runs = app.get(BatchSyncRuns);
    this.health = app.get(BatchSyncHealth);
    this.events = app.get(SyncEvents);
    this.scheduler = app.get(SchedulerRegistry);
  }

  /** Starts a run and waits until it has ended. */
  async run(mode: RunMode = 'apply'): Promise<Run> {
    const { id } = await this.runs.start(JOB, { mode, startedBy: 'test' });
    return this.ended(id);
  }

  async ended(id: string): Promise<Run> {
    for await (const _ of this.runs.progress(id, AbortSignal.timeout(30_000)));
    return this.runs.get(id);
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
