import { Controller, Get, Logger, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import type { Response } from 'express';

import { BatchSyncHealth, type SyncHealth } from '../../index.js';
import { Public } from '../session/auth.decorator.js';

/** Returns 200 if everything works, else 503 with details. Contains no data that requires sign-in. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  private readonly logger = new Logger('Health');
  private down = '';

  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly health: BatchSyncHealth,
  ) {}

  @Get()
  @Public()
  async show(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    response.setHeader('Cache-Control', 'no-store');
    const health = await this.health.health();
    try {
      const result = await this.checks.check(this.indicatorsOf(health));
      this.logChange([]);
      return result;
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(503);
      const result = error.getResponse() as HealthCheckResult;
      this.logChange(Object.keys(result.error ?? {}));
      return result;
    }
  }

  /** Liveness probe. It does not depend on the directory, because a restart would not help. */
  @Get('live')
  @Public()
  live(@Res({ passthrough: true }) response: Response): unknown {
    response.setHeader('Cache-Control', 'no-store');
    return { status: 'ok' };
  }

  /** Logs only when the state changes. */
  private logChange(failed: readonly string[]): void {
    const down = failed.join(', ');
    if (down === this.down) return;
    this.down = down;
    if (down) this.logger.warn(`Health check failed: ${down}`);
    else this.logger.log('Health check passed again');
  }

  private indicatorsOf(health: SyncHealth): HealthIndicatorFunction[] {
    const { database, queue, notifications } = health;
    return [
      () => this.indicator('database', database.up, database.code ? { code: database.code } : {}),
      () => this.directories(health),
      () => this.schedules(health),
      () => this.indicator('queue', queue.up, { queued: queue.queued, active: queue.active }),
      () => this.lastGoodRuns(health),
      ...(notifications ? [() => this.indicator('notifications', true, { ...notifications })] : []),
    ];
  }

  /** By data pool. A host without directory settings is degraded, not down. */
  private directories({ directories }: SyncHealth) {
    const details = Object.fromEntries(
      directories.map(({ dataPool, up, code }) => [dataPool, code ? { up, code } : { up }]),
    );
    const down = directories.filter(({ up }) => !up);
    const isUnset = down.length > 0 && down.every(({ code }) => code === 'SETTINGS_MISSING');
    if (isUnset) return this.indicators.check('directories').degraded(details);
    return this.indicator('directories', down.length === 0, details);
  }

  /** By job. */
  private schedules({ schedules }: SyncHealth) {
    const details = Object.fromEntries(
      schedules.map(({ job, up, enabled, nextExecution, code, errors }) => [
        job,
        // An error in the settings as a whole has no field.
        { up, enabled, nextExecution, ...(code && { code }), errors: errors.map((error) => error.field || error.code) },
      ]),
    );
    return this.indicator(
      'schedules',
      schedules.every(({ up }) => up),
      details,
    );
  }

  /** By job. */
  private lastGoodRuns({ lastGoodRuns }: SyncHealth) {
    const details = Object.fromEntries(lastGoodRuns.map(({ job, ageSeconds }) => [job, { ageSeconds }]));
    return this.indicator('lastGoodRuns', true, details);
  }

  private indicator(name: string, isUp: boolean, details: Record<string, unknown>) {
    const indicator = this.indicators.check(name);
    return isUp ? indicator.up(details) : indicator.down(details);
  }
}
