import { Injectable } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';

/**
 * The host's `SchedulerRegistry` if it imports `ScheduleModule.forRoot()`, so that the add-on's jobs are listed with its
 * own; otherwise a separate one. Importing the module here would run the host's `@Cron()` methods twice.
 */
@Injectable()
export class HostSchedulerRegistry {
  private found: SchedulerRegistry | undefined;

  constructor(
    private readonly modules: ModuleRef,
    private readonly container: ModulesContainer,
  ) {}

  /** To be called after bootstrap, when the host's registry exists. */
  get(): SchedulerRegistry {
    return (this.found ??= this.findInHost() ?? new SchedulerRegistry());
  }

  /**
   * Whether a method of the host has `@Cron(..., { name })`. The scheduler adds these jobs when the application starts,
   * before or after this add-on.
   */
  declares(name: string): boolean {
    return [...this.container.values()]
      .flatMap(({ providers, controllers }) => [...providers.values(), ...controllers.values()])
      .some(({ metatype }) => typeof metatype === 'function' && cronNamesOf(metatype.prototype).includes(name));
  }

  private findInHost(): SchedulerRegistry | undefined {
    try {
      return this.modules.get(SchedulerRegistry, { strict: false });
    } catch {
      return undefined;
    }
  }
}

/** Where `@Cron()` keeps the name, in @nestjs/schedule 12. */
const CRON_NAME = 'SCHEDULER_NAME';

function cronNamesOf(prototype: unknown): readonly unknown[] {
  const names: unknown[] = [];
  for (let level = prototype; level && level !== Object.prototype; level = Object.getPrototypeOf(level) as unknown) {
    const methods = Object.values(Object.getOwnPropertyDescriptors(level)).map(({ value }): unknown => value);
    for (const method of methods) {
      if (typeof method === 'function') names.push(Reflect.getMetadata(CRON_NAME, method));
    }
  }
  return names;
}
