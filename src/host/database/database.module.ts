import { MikroORM } from '@mikro-orm/core';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Module, type DynamicModule } from '@nestjs/common';

import type { HostConfig } from '../config/host-config.js';
import { EmbeddedDatabase } from './embedded/embedded-database.service.js';
import { migrateHost } from './migrate.js';
import { ormDriver, ormOptions } from './orm-options.js';

/** Resolved when the host's tables are up to date, which is before any module is initialized. */
const HOST_TABLES = Symbol('HOST_TABLES');

/** Imported by the ORM's module, so that the ORM is closed before its database. */
@Module({ providers: [EmbeddedDatabase], exports: [EmbeddedDatabase] })
class EmbeddedDatabaseModule {}

@Module({})
export class DatabaseModule {
  static forRoot(config: HostConfig): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        MikroOrmModule.forRootAsync({
          imports: [EmbeddedDatabaseModule],
          // The folder is locked before its database is opened.
          inject: [EmbeddedDatabase],
          driver: ormDriver(config.database),
          // No request context is needed, because every service forks the entity manager.
          useFactory: (embedded: EmbeddedDatabase) => ({
            ...ormOptions(config.database, () => embedded.open()),
            registerRequestContext: false,
          }),
        }),
      ],
      providers: [
        {
          provide: HOST_TABLES,
          inject: [MikroORM],
          useFactory: (orm: MikroORM) => migrateHost(orm, config.database),
        },
      ],
    };
  }
}
