import { Injectable } from '@nestjs/common';

import type { RunCounts } from '../../contract/change-kinds.js';
import type { GuardFinding } from '../../contract/guards.js';
import type { ReadReport } from '../../contract/run.js';
import { defaultValuesOf } from '../../mapping/default-values.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import { similarAttributes } from '../../mapping/similar-attributes.js';
import { attributesOf, describeSource } from '../../mapping/sources/sources.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { DirectoryReader } from '../ports/directory-reader.js';
import { GuardHistory } from '../ports/guard-history.js';
import { PlanEvidence } from '../ports/plan-evidence.js';
import type { ReadSource } from '../ports/read-store.js';
import type { LeasedRun } from '../ports/run-store.js';
import type { RunInput } from '../run-input.js';
import { basesNotEmpty } from './bases-not-empty.js';
import { floorsOf, guardPlan, type GuardViolation } from './guards.js';
import { sameStableId } from './same-stable-id.js';
import { usualShare } from './usual-share.js';

/** How many good runs say what is usual. */
const GOOD_RUNS = 20;

/** Judges plans by the limits of their job. */
@Injectable()
export class PlanGuards {
  constructor(
    private readonly evidence: PlanEvidence,
    private readonly directory: DirectoryReader,
    private readonly history: GuardHistory,
  ) {}

  /** Whether a complete read identifies its entries as the last good run did, and has people in each base that had some. */
  async judgeReport(
    run: LeasedRun,
    report: ReadReport,
    { dataPool, limits }: Pick<RunInput, 'dataPool' | 'limits'>,
  ): Promise<GuardViolation | undefined> {
    const last = await this.history.recognized(run.job.dataPool);
    const violation = sameStableId(report, dataPool, last, run.only);
    return violation ?? basesNotEmpty(report, await this.history.search(run.job), floorsOf(limits).lost);
  }

  /** What is beyond the limits; empty if the plan may be applied. To be called before the stored read is discarded. */
  async judgeRead(
    run: LeasedRun,
    source: ReadSource,
    counts: RunCounts,
    { limits, mapping, ...directory }: Pick<RunInput, 'limits' | 'mapping' | keyof DirectorySource>,
    signal: AbortSignal,
  ): Promise<readonly GuardFinding[]> {
    const defaults = defaultValuesOf(mapping);
    const evidence = await this.evidence.ofRead(run, source, counts, floorsOf(limits), defaults);
    const found = guardPlan(evidence, limits);
    if (found.length === 0) return found;
    const past = await this.history.latestGood(run.job, GOOD_RUNS);
    const rowOf = (finding: GuardFinding) => mapping.find(({ field }) => field === finding.field);
    const findings = found.map((finding) => {
      const row = rowOf(finding);
      const described = { ...finding, attribute: row ? describeSource(row) : null, usual: usualShare(finding, past) };
      const defaultValue = row && finding.guard === 'vanishingValues' ? defaults.get(row.field) : undefined;
      return defaultValue === undefined ? described : { ...described, defaultValue };
    });
    if (!findings.some(({ guard }) => guard === 'vanishingValues')) return findings;
    const names = await this.attributeNames(directory, signal);
    return findings.map((finding) => withSimilar(finding, rowOf(finding), names));
  }

  /** What is beyond the limits. Neither mapping nor directory have a part in a plan that turns back a run. */
  async judgeRevert(
    run: LeasedRun,
    counts: RunCounts,
    { limits }: Pick<RunInput, 'limits'>,
  ): Promise<readonly GuardFinding[]> {
    const found = guardPlan(await this.evidence.ofRevert(run, counts, floorsOf(limits)), limits);
    if (found.length === 0) return found;
    const past = await this.history.latestGood(run.job, GOOD_RUNS);
    return found.map((finding) => ({ ...finding, usual: usualShare(finding, past) }));
  }

  /** Empty if the directory does not answer: the plan is judged without it. */
  private attributeNames(source: DirectorySource, signal: AbortSignal): Promise<readonly string[]> {
    return this.directory.attributeNames(source, signal).catch(() => []);
  }
}

/** An attribute that entries have is spelled correctly. */
function withSimilar(finding: GuardFinding, row: MappingRule | undefined, names: readonly string[]): GuardFinding {
  if (finding.guard !== 'vanishingValues' || !row) return finding;
  const known = new Set(names.map((name) => name.toLowerCase()));
  const unknown = attributesOf(row).filter((attribute) => !known.has(attribute.toLowerCase()));
  if (unknown.length === 0) return finding;
  return { ...finding, similar: [...new Set(unknown.flatMap((attribute) => similarAttributes(attribute, names)))] };
}
