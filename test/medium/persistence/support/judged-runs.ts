import { type GuardFinding, type GuardLimits, GUARD_CODES, findingParams } from '../../../../src/contract/guards.js';
import type { Run } from '../../../../src/contract/run.js';
import { floorsOf, guardPlan } from '../../../../src/engine/guards/guards.js';
import type { Evidence } from '../../../../src/engine/ports/plan-evidence.js';
import type { LeasedRun } from '../../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../../src/mapping/directory-user.js';
import { LimitsSettings } from '../../../../src/settings/schema/limits-settings.js';
import { anEntry, applyAll, JOB, openRun, plan, type RunOptions, SETTINGS_SHAPE, type TestHost } from './test-host.js';

const LIMITS: GuardLimits = new LimitsSettings();

/** People below `unit`, with a title, an e-mail address and an additional attribute. */
export function people(count: number, unit = 'ou=Staff,dc=example', prefix = 'p'): DirectoryUser[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${prefix}${index}`;
    const fields = { title: `Title ${id}`, email: `${id}@example.org` };
    return anEntry(id, fields, { dn: `uid=${id},${unit}`, attributes: { desk: id } });
  });
}

export interface Judged {
  readonly run: LeasedRun;
  readonly evidence: Evidence;
  readonly findings: readonly GuardFinding[];
}

/** Runs whose plans are judged. */
export class JudgedRuns {
  /** @param limits by default those of the settings. */
  constructor(
    private readonly host: () => TestHost,
    private readonly limits: GuardLimits = LIMITS,
  ) {}

  async judge(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<Judged> {
    const host = this.host();
    const run = await openRun(host, options.mode);
    let evidence: Evidence | undefined;
    await plan(host, run, entries, {
      targets: ['userName', 'title', 'email', 'attributes.desk'],
      ...options,
      onPlanned: async (source, counts) => {
        evidence = await host.evidence.ofRead(run, source, counts, floorsOf(this.limits), options.defaults);
      },
    });
    if (!evidence) throw new Error('There is no evidence.');
    return { run, evidence, findings: guardPlan(evidence, this.limits) };
  }

  async stop({ run, findings }: Judged): Promise<Run> {
    const [first] = findings;
    if (!first) throw new Error('Nothing stops the run.');
    return this.host().runs.stop(run, { code: GUARD_CODES[first.guard], params: findingParams(first), findings });
  }

  /** Judges and ends the run. */
  async judged(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<Judged> {
    const result = await this.judge(entries, options);
    await this.host().runs.abort(result.run, { status: 'failed', code: 'RUN_INTERRUPTED', params: {} });
    return result;
  }

  /** A good run. */
  async synchronizeAll(entries: readonly DirectoryUser[], options: RunOptions = {}): Promise<void> {
    const { run } = await this.judge(entries, options);
    await applyAll(this.host(), run);
    await this.host().runs.complete(run);
  }

  approve({ id, hash }: Run): Promise<Run> {
    return this.host().runs.approve({
      runId: id,
      job: JOB,
      hash: hash ?? '',
      settingsShape: SETTINGS_SHAPE,
      approvedBy: 'olga',
      reason: 'a new mail system',
      validHours: 24,
    });
  }
}
