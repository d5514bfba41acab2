import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';

/**
 * The host's `SchedulerRegistry` where it imports `ScheduleModule.forRoot()`, so that our job stands beside its own;
 * else one of ours. Importing the module here instead would make a host's `@Cron()` methods fire twice.
 */
@Injectable()
export class HostScheduler {
  private found: SchedulerRegistry | undefined;

  constructor(private readonly modules: ModuleRef) {}

  /** Not before the application is bootstrapped: the host's may not be there yet. */
  registry(): SchedulerRegistry {
    return (this.found ??= this.ofHost() ?? new SchedulerRegistry());
  }

  private ofHost(): SchedulerRegistry | undefined {
    try {
      return this.modules.get(SchedulerRegistry, { strict: false });
    } catch {
      return undefined;
    }
  }
}
