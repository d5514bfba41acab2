import { Injectable } from '@nestjs/common';

import type { ErrorCode } from '../contract/error-codes.js';
import type { DirectoryHealth } from '../contract/health.js';
import { DirectoryReader } from '../engine/ports/directory-reader.js';
import { asSyncError, isDirectoryError } from '../engine/run-errors.js';
import { RunMetrics } from '../engine/run-metrics.service.js';
import type { Job } from '../processes/job.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import { type CurrentSettings, JobSettingsService } from '../settings/job-settings.service.js';
import { valueOr } from '../contract/timeouts.js';

/** However often monitoring asks, the directory is asked once in this time. */
const CACHE_MS = 10_000;
/** Monitoring needs its answer within this time. */
export const HEALTH_MS = 5_000;
/** The rest is for the settings, which are read first. */
const PING_MS = 4_500;

interface CachedState {
  readonly askedAt: number;
  readonly version: number;
  readonly state: Promise<DirectoryHealth>;
}

/** Whether the directory of a job answers. */
@Injectable()
export class DirectoryHealthService {
  private readonly cached = new Map<string, CachedState>();

  constructor(
    private readonly settings: JobSettingsService,
    private readonly directory: DirectoryReader,
    private readonly metrics: RunMetrics,
  ) {}

  async state(job: Job): Promise<DirectoryHealth> {
    const current = await this.settings.current(job);
    const version = current.stored?.version ?? 0;
    const cached = this.cached.get(job.name);
    if (cached?.version === version && performance.now() - cached.askedAt < CACHE_MS) return cached.state;
    const state = this.ask(job, current);
    this.cached.set(job.name, { askedAt: performance.now(), version, state });
    return state;
  }

  private async ask({ dataPool }: Job, current: CurrentSettings): Promise<DirectoryHealth> {
    const control = new AbortController();
    const code = await valueOr<ErrorCode | null>(PING_MS, this.ping(current, control.signal), 'LDAP_TIMEOUT');
    control.abort();
    if (code !== null && isDirectoryError(code)) this.metrics.directoryError(code);
    return { dataPool, up: code === null, code };
  }

  /** What is wrong; null when the directory answers. */
  private async ping(current: CurrentSettings, signal: AbortSignal): Promise<ErrorCode | null> {
    try {
      const { dataPool } = assertRunnable(current);
      this.metrics.directoryRequest('ping');
      await this.directory.ping(dataPool, PING_MS, signal);
      return null;
    } catch (thrown) {
      return asSyncError(thrown).code;
    }
  }
}
