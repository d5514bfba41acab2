import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import type { DestinationStream } from 'pino';

import { BatchSyncConflicts, BatchSyncJobs, BatchSyncRuns, BatchSyncWhy, DataPools } from '../index.js';
import { AuditedConflicts } from './audit/audited-conflicts.service.js';
import { AuditedDataPools } from './audit/audited-data-pools.service.js';
import { AuditedJobs } from './audit/audited-jobs.service.js';
import { AuditedPreviews } from './audit/audited-previews.service.js';
import type { HostConfig } from './config/host-config.js';
import { readHostConfig } from './config/read-host-config.js';
import { HostModule } from './host.module.js';
import { hostLogger } from './logging/host-logger.js';

export interface StandaloneOptions {
  /** @default the environment of the process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** @default standard error */
  readonly logTo?: DestinationStream;
}

/**
 * The add-on in this process, without pages or API. It takes no runs from the queue before `takeRuns()`, because it
 * could take a run started by another process and interrupt it when this process ends.
 */
export interface Standalone {
  readonly jobs: BatchSyncJobs;
  /** Saves, checks and starts, and records it. */
  readonly audited: AuditedJobs;
  readonly pools: DataPools;
  /** Creates, checks and deletes data pools and further jobs, and records it. */
  readonly auditedPools: AuditedDataPools;
  readonly runs: BatchSyncRuns;
  readonly why: BatchSyncWhy;
  readonly conflicts: BatchSyncConflicts;
  /** Decides about conflicts, and records it. */
  readonly auditedConflicts: AuditedConflicts;
  readonly previews: AuditedPreviews;
  close(): Promise<void>;
}

/**
 * Opens the host's database in this process, for the command line. Throws a `ConfigurationError`, or `DataFolderInUse`
 * if a host has the embedded database open. In that case, use the host returned by `runningHost()`.
 */
export async function createStandalone(options: StandaloneOptions = {}): Promise<Standalone> {
  const { environment = process.env, logTo } = options;
  const all = readHostConfig({ LOG_LEVEL: 'warn', ...environment, ROLE: 'all' });
  const config: HostConfig = Object.assign(all, { role: 'operator' });
  const context = await NestFactory.createApplicationContext(HostModule.withoutHttp(config, logTo), {
    abortOnError: false,
    bufferLogs: true,
    autoFlushLogs: false,
  });
  context.useLogger(await hostLogger(context));
  context.flushLogs();
  return {
    jobs: context.get(BatchSyncJobs, { strict: false }),
    audited: context.get(AuditedJobs, { strict: false }),
    pools: context.get(DataPools, { strict: false }),
    auditedPools: context.get(AuditedDataPools, { strict: false }),
    runs: context.get(BatchSyncRuns, { strict: false }),
    why: context.get(BatchSyncWhy, { strict: false }),
    conflicts: context.get(BatchSyncConflicts, { strict: false }),
    auditedConflicts: context.get(AuditedConflicts, { strict: false }),
    previews: context.get(AuditedPreviews, { strict: false }),
    close: () => context.close(),
  };
}
