import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';

import { EntityManager } from '@mikro-orm/core';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { type HostDescriptor, hostDescriptorPath, readHostDescriptor } from '../database/host-descriptor.js';
import { IdentityUser, lowerUserName } from '../database/identity-user.entity.js';
import { accountOf, Sessions } from './sessions.service.js';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Gives the command line access to a host that has the embedded database open. The host descriptor in the data folder
 * contains the URL of the host and a token. This grants no additional access, because a user who can read the folder can
 * also read the database. The token is revoked when the process ends, or at the next start if the process was killed.
 */
@Injectable()
export class LocalCliToken implements BeforeApplicationShutdown {
  constructor(
    private readonly config: HostConfig,
    private readonly em: EntityManager,
    private readonly sessions: Sessions,
  ) {}

  /** Has no effect with PostgreSQL, because the command line can open the database itself. */
  async open(url: string): Promise<void> {
    if (this.config.database.kind !== 'embedded') return;
    await this.close();
    const admin = await this.em.fork().findOne(IdentityUser, { [lowerUserName()]: 'admin' });
    const account = admin && accountOf(admin);
    if (!account) return;
    const token = await this.sessions.beginLocal(randomUUID(), account, { idleMs: YEAR_MS, lifetimeMs: YEAR_MS });
    const descriptor: HostDescriptor = { url, token, pid: process.pid };
    writeFileSync(hostDescriptorPath(this.config.dataFolder), JSON.stringify(descriptor), { mode: 0o600 });
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.config.database.kind === 'embedded') await this.close();
  }

  private async close(): Promise<void> {
    const descriptor = readHostDescriptor(this.config.dataFolder);
    if (!descriptor) return;
    rmSync(hostDescriptorPath(this.config.dataFolder), { force: true });
    const session = await this.sessions.findByToken(descriptor.token);
    if (session) await this.sessions.end(session.key);
  }
}
