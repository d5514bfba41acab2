import { MikroORM } from '@mikro-orm/core';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Global, Module, type DynamicModule } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { DataFolderModule, DataFolder } from './data-folder.module.js';
import { migrateHost } from './migrate.js';
import { ormDriver, ormOptions } from './orm-options.js';

/** Injected by whoever needs the host's tables to be there. */
export class HostTables {}

@Global()
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
          provide: HostTables,
          inject: [MikroORM],
          useFactory: async (orm: MikroORM) => {
            await migrateHost(orm, config.database);
            return new HostTables();
          },
        },
      ],
      exports: [HostTables],
    };
  }
}
