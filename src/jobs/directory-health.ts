import { Injectable } from '@nestjs/common';

import type { SyncHealth } from '../contract/batch-synchronizations.js';
import type { ErrorCode } from '../contract/error-codes.js';
import { DirectoryReader } from '../sync/ports/directory-reader.js';
import { asSyncError, isDirectoryFault } from '../sync/run-errors.js';
import { RunMeter } from '../sync/run-meter.js';
import { demandRunnable } from './runnable.js';
import { type CurrentSettings, SettingsDesk } from './settings-desk.js';
import { within } from './within.js';

type DirectoryState = SyncHealth['directory'];

/** Monitoring that asks every second still asks the directory once in this time. */
const KEPT_MS = 10_000;
/** Monitoring must have its answer within this time. */
export const HEALTH_MS = 5_000;
/** The rest is for the settings, which are read first. */
const PING_MS = 4_500;

/** Whether the directory answers. */
@Injectable()
export class DirectoryHealth {
  private asked: { readonly at: number; readonly version: number; readonly state: Promise<DirectoryState> } | undefined;

  constructor(
    private readonly settings: SettingsDesk,
    private readonly directory: DirectoryReader,
    private readonly meter: RunMeter,
  ) {}

  async state(): Promise<DirectoryState> {
    const current = await this.settings.current();
    const version = current.stored?.version ?? 0;
    const isFresh = this.asked?.version === version && performance.now() - this.asked.at < KEPT_MS;
    if (this.asked && isFresh) return this.asked.state;
    this.asked = { at: performance.now(), version, state: this.ask(current) };
    return this.asked.state;
  }

  private async ask(current: CurrentSettings): Promise<DirectoryState> {
    const control = new AbortController();
    const code = await within<ErrorCode | null>(PING_MS, this.ping(current, control.signal), 'LDAP_TIMEOUT');
    control.abort();
    if (code !== null && isDirectoryFault(code)) this.meter.directoryFailed(code);
    return { up: code === null, code };
  }

  /** What is wrong; null when it answers. */
  private async ping(current: CurrentSettings, signal: AbortSignal): Promise<ErrorCode | null> {
    try {
      const { dataPool } = demandRunnable(current);
      this.meter.directoryAsked('ping');
      await this.directory.ping(dataPool, PING_MS, signal);
      return null;
    } catch (thrown) {
      return asSyncError(thrown).code;
    }
  }
}
