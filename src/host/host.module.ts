import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';

import { AddOnModule } from './add-on.module.js';
import { AdminModule } from './admin/admin.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuditRetention } from './audit/audit-retention.service.js';
import { HostLifecycle } from './audit/host-lifecycle.service.js';
import type { HostConfig } from './config/host-config.js';
import { SettingsKeyCheck } from './config/settings-key-check.service.js';
import { HostConfigModule } from './config/host-config.module.js';
import { roleIncludes } from './config/process-role.js';
import { DatabaseModule } from './database/database.module.js';
import { ErrorFilter } from './errors/error.filter.js';
import { requestValidation } from './errors/validation.pipe.js';
import { TextsService } from './language/texts.service.js';
import { logOptions } from './logging/log-options.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { PagesModule } from './pages/pages.module.js';
import { RequestLimitsInterceptor } from './requests/request-limits.interceptor.js';
import { AccessGuard } from './session/access.guard.js';
import { Accounts } from './session/accounts.service.js';
import { SessionModule } from './session/session.module.js';

/** The reference host. */
@Module({})
export class HostModule {
  /** The application with the pages and the API that belong to its role. */
  static forRoot(config: HostConfig, logTo?: DestinationStream): DynamicModule {
    const { role } = config;
    const hasSignIn = role !== 'worker';
    return {
      module: HostModule,
      // Makes the texts available to all controllers.
      global: true,
      imports: [
        ...foundation(config, logTo),
        MonitoringModule,
        ...(hasSignIn ? [SessionModule, PagesModule.forRole(role)] : []),
        ...(roleIncludes(role, 'admin') ? [AdminModule] : []),
        ...(roleIncludes(role, 'operator') ? [OperatorModule] : []),
      ],
      providers: [
        Accounts,
        AuditRetention,
        HostLifecycle,
        SettingsKeyCheck,
        TextsService,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: RequestLimitsInterceptor },
        { provide: APP_PIPE, useFactory: requestValidation },
      ],
      exports: [TextsService],
    };
  }

  /** The add-on and its database, without pages and API. */
  static withoutHttp(config: HostConfig, logTo?: DestinationStream): DynamicModule {
    return { module: HostModule, imports: foundation(config, logTo), providers: [Accounts, SettingsKeyCheck] };
  }
}

function foundation(config: HostConfig, logTo?: DestinationStream): DynamicModule['imports'] & object {
  return [
    HostConfigModule.forRoot(config),
    LoggerModule.forRoot(logOptions(config.logLevel, logTo)),
    DatabaseModule.forRoot(config),
    AddOnModule,
    AuditModule,
  ];
}
