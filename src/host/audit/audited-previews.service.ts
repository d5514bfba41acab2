import { Injectable } from '@nestjs/common';

import {
  BatchSyncJobs,
  DataPools,
  BatchSyncPreview,
  type PersonPreview,
  type PreviewRequest,
  type RowTrial,
  type TriedRow,
} from '../../index.js';
import { HostError } from '../errors/host-error.js';
import { AuditLog } from './audit-log.service.js';
import type { Actor } from './audit-record.js';
import { connectionTarget } from './connection-target.js';

/** Previews, and the events of those that ask a directory. */
@Injectable()
export class AuditedPreviews {
  constructor(
    readonly jobs: BatchSyncJobs,
    readonly pools: DataPools,
    private readonly previews: BatchSyncPreview,
    private readonly audit: AuditLog,
  ) {}

  /** Throws `SETTINGS_REFUSED` with the errors of unsaved settings that are not valid. */
  person(actor: Actor, job: string, request: PreviewRequest): Promise<PersonPreview> {
    return this.asking(actor, job, request, () => this.previews.person(job, request));
  }

  /** As `person`. Typed values ask no directory, and need no settings. */
  tryRow(actor: Actor, job: string, trial: RowTrial): Promise<TriedRow> {
    const attempt = () => this.previews.tryRow(job, trial);
    return trial.values ? attempt() : this.asking(actor, job, trial, attempt);
  }

  private async asking<Result>(
    actor: Actor,
    job: string,
    { settings }: PreviewRequest,
    ask: () => Promise<Result>,
  ): Promise<Result> {
    const subject = { job, target: await connectionTarget(this, job, settings) };
    return this.audit.attempt({ actor, what: 'connection.preview', subject }, async () => {
      const errors = settings ? await this.jobs.validateSettings(job, settings) : [];
      if (errors.length > 0) throw HostError.settingsRefused(errors);
      return ask();
    });
  }
}
