import { Global, Module } from '@nestjs/common';

import { AuditLog } from './audit-log.service.js';
import { AuditedConflicts } from './audited-conflicts.service.js';
import { AuditedDataPools } from './audited-data-pools.service.js';
import { AuditedJobs } from './audited-jobs.service.js';
import { AuditedPreviews } from './audited-previews.service.js';
import { AuditedProposals } from './audited-proposals.service.js';
import { AuditedUsers } from './audited-users.service.js';
import { Refusals } from './refusals.service.js';

/** Records who did what, for all parts of the host and for the command line. */
@Global()
@Module({
  providers: [
    AuditLog,
    AuditedConflicts,
    AuditedDataPools,
    AuditedJobs,
    AuditedPreviews,
    AuditedProposals,
    AuditedUsers,
    Refusals,
  ],
  exports: [
    AuditLog,
    AuditedConflicts,
    AuditedDataPools,
    AuditedJobs,
    AuditedPreviews,
    AuditedProposals,
    AuditedUsers,
    Refusals,
  ],
})
export class AuditModule {}
