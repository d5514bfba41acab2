import { Global, Module } from '@nestjs/common';

import { AuditLog } from './audit-log.service.js';
import { AuditedJobs } from './audited-jobs.service.js';
import { Refusals } from './refusals.service.js';

/** Records who did what, for all parts of the host and for the command line. */
@Global()
@Module({ providers: [AuditLog, AuditedJobs, Refusals], exports: [AuditLog, AuditedJobs, Refusals] })
export class AuditModule {}
