import { Controller, Get, Logger, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import type { Response } from 'express';

import { BatchSynchronizations, type SyncHealth } from '../../index.js';
import { Anyone } from '../session/access.decorator.js';

/** For monitoring: 200 while everything works, else 503 and what does not. Says nothing that only a signed-in reader may know. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  readonly #checks: HealthCheckService;
  readonly #indicators: HealthIndicatorService;
  readonly #jobs: BatchSynchronizations;
  readonly #logger = new Logger('Health');
  #down = '';

  constructor(checks: HealthCheckService, indicators: HealthIndicatorService, jobs: BatchSynchronizations) {
    this.#checks = checks;
    this.#indicators = indicators;
    this.#jobs = jobs;
  }

  @Get()
  @Anyone()
  async show(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    response.setHeader('Cache-Control', 'no-store');
    const health = await this.#jobs.health();
    try {
      const found = await this.#checks.check(this.#indicatorsOf(health));
      this.#note([]);
      return found;
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(503);
      const answer = error.getResponse() as HealthCheckResult;
      this.#note(Object.keys(answer.error ?? {}));
      return answer;
    }
  }

  /** For whoever starts processes again that hang: a directory that is away is no reason to. */
  @Get('live')
  @Anyone()
  live(@Res({ passthrough: true }) response: Response): unknown {
    response.setHeader('Cache-Control', 'no-store');
    return { status: 'ok' };
  }

  /** One line when it changes, not one per question. */
  #note(parts: readonly string[]): void {
    const down = parts.join(', ');
    if (down === this.#down) return;
    this.#down = down;
    if (down) this.#logger.warn(`Does not work: ${down}`);
    else this.#logger.log('Everything works again');
  }

  #indicatorsOf({ database, directory, schedule, queue, lastGoodRun }: SyncHealth): HealthIndicatorFunction[] {
    const { enabled, nextExecution, errors } = schedule;
    return [
      () => this.#indicator('database', database.up, {}),
      () => this.#directory(directory),
      () =>
        this.#indicator('schedule', schedule.up, {
          enabled,
          nextExecution,
          // What is wrong as a whole has no field.
          errors: errors.map(({ field, code }) => field || code),
        }),
      () => this.#indicator('queue', queue.up, { queued: queue.queued, active: queue.active }),
      () => this.#indicator('lastGoodRun', true, { ageSeconds: lastGoodRun?.ageSeconds ?? null }),
    ];
  }

  /** A host that has no directory yet waits for its administrator; nothing is out of order. */
  #directory({ up, code }: SyncHealth['directory']) {
    if (code === 'SETTINGS_MISSING') return this.#indicators.check('directory').degraded({ code });
    return this.#indicator('directory', up, code ? { code } : {});
  }

  #indicator(name: string, isUp: boolean, details: Record<string, unknown>) {
    const indicator = this.#indicators.check(name);
    return isUp ? indicator.up(details) : indicator.down(details);
  }
}
