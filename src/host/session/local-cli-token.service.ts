import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';

import { EntityManager } from '@mikro-orm/core';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';
import { IdentityUser } from '../database/identity-user.entity.js';
import { lowerUserName } from '../database/lower-user-name.js';
import { hostDescriptorPath, readHostDescriptor } from '../database/host-descriptor.js';
import { accountOf, Sessions } from './sessions.service.js';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Lets the command line work beside a host that has the embedded database open: a note in the data folder says where
 * the host listens, and holds a token. Who may read that folder may read the database anyway, so this opens no door
 * that was closed. The token ends with the process; one that a killed process left behind, at the next start.
 */
@Injectable()
export class LocalCliToken implements BeforeApplicationShutdown {
  constructor(
    private readonly config: HostConfig,
    private readonly em: EntityManager,
    private readonly sessions: Sessions,
  ) {}

  /** Does nothing on PostgreSQL: there the command line can open the database itself. */
  async open(url: string): Promise<void> {
    if (this.config.database.kind !== 'embedded') return;
    await this.close();
    const admin = await this.em.fork().findOne(IdentityUser, { [lowerUserName()]: 'admin' });
    const account = admin && accountOf(admin);
    if (!account) return;
    const token = await this.sessions.begin(randomUUID(), account, { idleMs: YEAR_MS, lifetimeMs: YEAR_MS });
    writeFileSync(hostDescriptorPath(this.config.dataFolder), JSON.stringify({ url, token }), { mode: 0o600 });
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.config.database.kind === 'embedded') await this.close();
  }

  private async close(): Promise<void> {
    const note = readHostDescriptor(this.config.dataFolder);
    if (!note) return;
    rmSync(hostDescriptorPath(this.config.dataFolder), { force: true });
    const session = await this.sessions.findByToken(note.token);
    if (session) await this.sessions.end(session.key);
  }
}
