import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';

/**
 * The host's `SchedulerRegistry` if it imports `ScheduleModule.forRoot()`, so that the add-on's jobs are listed with its
 * own; otherwise a separate one. Importing the module here would run the host's `@Cron()` methods twice.
 */
@Injectable()
export class HostSchedulerRegistry {
  private found: SchedulerRegistry | undefined;

  constructor(private readonly modules: ModuleRef) {}

  /** To be called after bootstrap, when the host's registry exists. */
  get(): SchedulerRegistry {
    return (this.found ??= this.findInHost() ?? new SchedulerRegistry());
  }

  private findInHost(): SchedulerRegistry | undefined {
    try {
      return this.modules.get(SchedulerRegistry, { strict: false });
    } catch {
      return undefined;
    }
  }
}
