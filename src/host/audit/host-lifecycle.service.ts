import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { HOST_VERSION } from '../version.js';
import { AuditLog } from './audit-log.service.js';
import { HOST_ACTOR } from './audit-record.js';

/** Records that the host starts and stops. */
@Injectable()
export class HostLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly audit: AuditLog,
    private readonly config: HostConfig,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    const subject = { version: HOST_VERSION, role: this.config.role, process: process.pid };
    return this.audit.record({ actor: HOST_ACTOR, what: 'host.start', subject });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.audit.record({ actor: HOST_ACTOR, what: 'host.stop', subject: { process: process.pid } });
  }
}
