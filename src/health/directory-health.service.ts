import { Injectable } from '@nestjs/common';

import type { ErrorCode } from '../contract/error-codes.js';
import type { DirectoryHealth } from '../contract/health.js';
import { valueOr } from '../contract/with-timeout.js';
import { DirectoryReader } from '../engine/ports/directory-reader.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { KnownContainers } from '../engine/read/known-containers.service.js';
import { rejectedBind } from '../engine/rejected-bind.js';
import { asSyncError, isDirectoryError } from '../engine/run-errors.js';
import { RunMetrics } from '../engine/run-metrics.service.js';
import type { Job } from '../processes/job.js';
import { assertRunnable } from '../settings/assert-runnable.js';
import type { CurrentSettings } from '../settings/current-settings.js';
import { JobSettingsService } from '../settings/job-settings.service.js';
import { type BindCircumstances, RejectedPing } from './rejected-ping.service.js';

/** How long a result is cached, so that frequent monitoring does not burden the directory. */
const CACHE_MS = 10_000;
/** A health check must be complete within this time. */
export const HEALTH_MS = 5_000;
/** Shorter than `HEALTH_MS`, because the settings are read first. */
const PING_MS = 4_500;

interface CachedHealth {
  readonly checkedAt: number;
  /** Of the settings of the job and of its data pool. */
  readonly version: string;
  /** The newest run of the job at that time. */
  readonly runId: string | undefined;
  readonly health: Promise<DirectoryHealth>;
}

/** Checks whether the directory of a job responds. */
@Injectable()
export class DirectoryHealthService {
  private readonly cached = new Map<string, CachedHealth>();

  constructor(
    private readonly settings: JobSettingsService,
    private readonly directory: DirectoryReader,
    private readonly history: RunHistory,
    private readonly metrics: RunMetrics,
    private readonly rejectedPing: RejectedPing,
    private readonly containers: KnownContainers,
  ) {}

  async check(job: Job): Promise<DirectoryHealth> {
    const [current, runs] = await Promise.all([this.settings.current(job), this.history.newestReads(job.name)]);
    const [newest] = runs;
    const { settingsVersion, dataPoolVersion } = current;
    const version = `${settingsVersion} ${dataPoolVersion}`;
    if (rejectedBind(runs, current)) return { dataPool: job.dataPool, up: false, code: 'LDAP_BIND_REJECTED' };
    const cached = this.cached.get(job.name);
    if (cached?.version === version && (await isStillValid(cached, newest?.id))) return cached.health;
    const circumstances = { settingsVersion, dataPoolVersion, runId: newest?.id ?? null };
    const health = this.query(job, current, circumstances);
    this.cached.set(job.name, { checkedAt: performance.now(), version, runId: newest?.id, health });
    return health;
  }

  private async query(job: Job, current: CurrentSettings, circumstances: BindCircumstances): Promise<DirectoryHealth> {
    const { dataPool } = job;
    if (await this.rejectedPing.isRemembered(job, circumstances)) {
      return { dataPool, up: false, code: 'LDAP_BIND_REJECTED' };
    }
    const control = new AbortController();
    const code = await valueOr<ErrorCode | null>(PING_MS, this.ping(job, current, control.signal), 'LDAP_TIMEOUT');
    control.abort();
    if (code !== null && isDirectoryError(code)) this.metrics.directoryError(code);
    if (code === 'LDAP_BIND_REJECTED') await this.rejectedPing.remember(job, circumstances);
    return { dataPool, up: code === null, code };
  }

  /** Returns the error code; null if the directory responds. */
  private async ping(job: Job, current: CurrentSettings, signal: AbortSignal): Promise<ErrorCode | null> {
    try {
      const source = await this.containers.bind(job, assertRunnable(current));
      this.metrics.directoryRequest('ping');
      await this.directory.ping(source, PING_MS, signal);
      return null;
    } catch (thrown) {
      return asSyncError(thrown).code;
    }
  }
}

/** A rejected bind is not repeated, because that could lock the account: until the settings change or another run starts. */
async function isStillValid(
  { checkedAt, health, runId }: CachedHealth,
  newestRunId: string | undefined,
): Promise<boolean> {
  if (performance.now() - checkedAt < CACHE_MS) return true;
  return (await health).code === 'LDAP_BIND_REJECTED' && runId === newestRunId;
}
