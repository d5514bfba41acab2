import { Module } from '@nestjs/common';

import { AddOnExtensionsModule } from '../add-on.module.js';
import { AuditController } from '../audit/audit.controller.js';
import { AuditReader } from '../audit/audit-reader.service.js';
import { JobListModule } from '../operator/job-list.module.js';
import { AddOnsController } from './add-ons.controller.js';
import { CertificatesController } from './proposals/certificates.controller.js';
import { DataPoolVersionsController } from './data-pools/data-pool-versions.controller.js';
import { DataPoolsController } from './data-pools/data-pools.controller.js';
import { PoolProposalsController } from './data-pools/pool-proposals.controller.js';
import { FurtherJobsController } from './data-pools/further-jobs.controller.js';
import { ProposalsController } from './proposals/proposals.controller.js';
import { PersonPreviewController } from './preview/person-preview.controller.js';
import { PreviewController } from './preview/preview.controller.js';
import { SettingsController } from './settings.controller.js';
import { SettingsVersionsController } from './settings-versions.controller.js';
import { UnsavedSettingsController } from './unsaved-settings.controller.js';

/** The API of the Admin pages. */
@Module({
  imports: [JobListModule, AddOnExtensionsModule],
  controllers: [
    AddOnsController,
    AuditController,
    DataPoolsController,
    PoolProposalsController,
    DataPoolVersionsController,
    FurtherJobsController,
    SettingsController,
    SettingsVersionsController,
    UnsavedSettingsController,
    PreviewController,
    ProposalsController,
    CertificatesController,
    PersonPreviewController,
  ],
  providers: [AuditReader],
})
export class AdminModule {}
