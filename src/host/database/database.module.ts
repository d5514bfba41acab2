import { MikroORM } from '@mikro-orm/core';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { DataFolderLock } from './data-folder-lock.js';
import { migrateHost } from './migrate.js';
import { ormDriver, ormOptions } from './orm-options.js';

/** Resolved when the host's tables are up to date, which is before any module is initialized. */
const HOST_TABLES = Symbol('HOST_TABLES');

/** Locks the folder of the embedded database while the application runs. */
@Injectable()
class DataFolder implements OnApplicationShutdown {
  private readonly lock: DataFolderLock | undefined;

  constructor(config: HostConfig) {
    this.lock = config.database.kind === 'embedded' ? DataFolderLock.acquire(config.database.folder, 300) : undefined;
  }

  onApplicationShutdown(): void {
    this.lock?.release();
  }
}

/** Imported by the ORM's module, so that the lock is released after the database is closed. */
@Module({ providers: [DataFolder], exports: [DataFolder] })
class DataFolderModule {}

@Module({})
export class DatabaseModule {
  static forRoot(config: HostConfig): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        MikroOrmModule.forRootAsync({
          imports: [DataFolderModule],
          // The folder is locked before its database is opened.
          inject: [DataFolder],
          driver: ormDriver(config.database),
          // No request context is needed, because every service forks the entity manager.
          useFactory: () => ({ ...ormOptions(config.database), registerRequestContext: false }),
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
