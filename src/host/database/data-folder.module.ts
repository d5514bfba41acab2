import { Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { DataFolderLock } from './data-folder-lock.js';

/** Holds the folder of the embedded database as long as the application lives; on PostgreSQL there is none to hold. */
@Injectable()
export class DataFolder implements OnApplicationShutdown {
  private readonly lock: DataFolderLock | undefined;

  constructor(config: HostConfig) {
    this.lock = config.database.kind === 'embedded' ? DataFolderLock.take(config.database.folder) : undefined;
  }

  onApplicationShutdown(): void {
    this.lock?.release();
  }
}

/** Lies below the ORM's module, so that the folder is free only after the database is closed. */
@Module({ providers: [DataFolder], exports: [DataFolder] })
export class DataFolderModule {}
