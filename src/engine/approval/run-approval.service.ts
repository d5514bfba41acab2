import { Injectable } from '@nestjs/common';

import type { ApprovalNeed } from '../../contract/approval.js';
import { changesIn, type RunCounts } from '../../contract/change-kinds.js';
import { RunHistory } from '../ports/run-history.js';
import type { RunInput } from '../run-input.js';
import { approvalNeed } from './approval-need.js';
import { SettingsChangesService } from './settings-changes.service.js';

/** Decides whether the plan of a run is applied at once. */
@Injectable()
export class RunApproval {
  constructor(
    private readonly settingsChanges: SettingsChangesService,
    private readonly history: RunHistory,
  ) {}

  /**
   * Why the plan needs an approval first; null if it needs none.
   *
   * @param only the DN of the only entry; null: everyone.
   */
  async needOf(
    { job, approval, sections: hashes, request }: RunInput,
    counts: RunCounts,
    only: string | null,
  ): Promise<ApprovalNeed | null> {
    const { isFirst, sections, authors, areAuthorsKnown } = await this.settingsChanges.of(job, hashes);
    const { trigger, startedBy } = request;
    const isStartedByAuthor = startedBy === null || !areAuthorsKnown || authors.includes(startedBy);
    const isForOne = only !== null;
    const isEveryoneStopped = isForOne && (await this.history.isStopped(job.name));
    const situation = { trigger, changes: changesIn(counts), isFirst, sections, isStartedByAuthor };
    return approvalNeed({ rules: approval, ...situation, isForOne, isEveryoneStopped });
  }
}
