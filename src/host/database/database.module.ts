import { MikroORM } from '@mikro-orm/core';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Module, type DynamicModule } from '@nestjs/common';

import type { HostConfig } from '../config/host-config.js';
import { DataFolderModule, DataFolder } from './data-folder.module.js';
import { migrateHost } from './migrate.js';
import { ormDriver, ormOptions } from './orm-options.js';

/** Made once the host's tables are up to date: before any module is initialized. */
const HOST_TABLES = Symbol('the tables of the host');

@Module({})
export class DatabaseModule {
  static forRoot(config: HostConfig): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        MikroOrmModule.forRootAsync({
          imports: [DataFolderModule],
          // The folder is taken before the database in it is opened.
          inject: [DataFolder],
          driver: ormDriver(config.database),
          // Everything here works on a fork of its own.
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
