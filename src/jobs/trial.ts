import { Injectable } from '@nestjs/common';

import type { CheckReport, SchedulePreview } from '../contract/batch-synchronizations.js';
import { parseSettings } from '../settings/validate-settings.js';
import { ConnectionCheck } from './ports/connection-check.js';
import { JobSchedule, type Timetable } from './ports/job-schedule.js';
import { demandRunnable } from './runnable.js';
import { SettingsDesk } from './settings-desk.js';

/** Tries settings out before they are saved. Writes nothing. */
@Injectable()
export class Trial {
  constructor(
    private readonly settings: SettingsDesk,
    private readonly schedules: JobSchedule,
    private readonly connections: ConnectionCheck,
  ) {}

  /** Refuses exactly what a save would refuse. */
  schedule({ expression, timeZone }: Timetable, language: string): SchedulePreview {
    const parsed = parseSettings({ schedule: { enabled: false, expression, timeZone } });
    if (!parsed.ok) return { ok: false, errors: parsed.errors };
    return this.schedules.preview({ expression: parsed.settings.schedule.expression, timeZone }, language);
  }

  /** Throws `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE` when there is nothing that could be tried. */
  async connection(part: Readonly<Record<string, unknown>> | undefined): Promise<CheckReport> {
    const current = part ? await this.settings.typed(part) : await this.settings.current();
    const { dataPool, mapping } = demandRunnable(current);
    return this.connections.check(dataPool, mapping);
  }
}
