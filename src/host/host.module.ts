import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';

import { AddOnModule } from './add-on.module.js';
import { AdminModule } from './admin/admin.module.js';
import type { HostConfig } from './config/host-config.js';
import { HostConfigModule } from './config/host-config.module.js';
import { roleIncludes } from './config/process-role.js';
import { DatabaseModule } from './database/database.module.js';
import { ErrorsModule } from './errors/errors.module.js';
import { LanguageModule } from './language/language.module.js';
import { logOptions } from './logging/log-options.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { PagesModule } from './pages/pages.module.js';
import { AccessGuard } from './session/access.guard.js';
import { AccountsModule } from './session/accounts.module.js';
import { SessionModule } from './session/session.module.js';

/** The reference host: what every process has, and the parts of its role. */
@Module({})
export class HostModule {
  /** The application behind the pages and the API. */
  static forRoot(config: HostConfig, logTo?: DestinationStream): DynamicModule {
    const { role } = config;
    const signsIn = role !== 'worker';
    return {
      module: HostModule,
      imports: [
        ...foundation(config, logTo),
        ErrorsModule,
        MonitoringModule,
        ...(signsIn ? [SessionModule, PagesModule.forRole(role)] : []),
        ...(roleIncludes(role, 'admin') ? [AdminModule] : []),
        ...(roleIncludes(role, 'operator') ? [OperatorModule] : []),
      ],
      providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
    };
  }

  /** The add-on and its database, without anything of HTTP. */
  static withoutHttp(config: HostConfig, logTo?: DestinationStream): DynamicModule {
    return { module: HostModule, imports: foundation(config, logTo) };
  }
}

function foundation(config: HostConfig, logTo?: DestinationStream): DynamicModule['imports'] & object {
  return [
    HostConfigModule.forRoot(config),
    LoggerModule.forRoot(logOptions(config.logLevel, logTo)),
    DatabaseModule.forRoot(config),
    AccountsModule,
    LanguageModule,
    AddOnModule,
  ];
}
