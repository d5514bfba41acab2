import type { CheckReport } from '../../contract/jobs.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { ConnectionCheck } from '../../engine/ports/connection-check.js';
import type { JobOfPeople, PeopleLookup } from '../../engine/ports/people-lookup.js';
import type { UsersTable } from '../../contract/users-table.js';
import type { ValueCounts } from './absent-findings.js';
import { baseFinding, bindFinding, connectFinding, searchFinding, tlsFinding } from './check-findings.js';
import { type KnownUsers, mapSample, readSample } from './check-sample.js';
import { CheckSteps } from './check-steps.js';
import { findBases, type FoundSearch } from '../containers/find-containers.js';
import { CHECK_TIMEOUTS, CHECK_TOTAL_TIMEOUT, type Timeouts } from '../client/timeouts.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import { DirectoryConnection } from '../client/directory-connection.js';
import { isFailover } from '../client/fail-over.js';

/** Performs the steps of a read up to the first page and reports the finding of each step. */
export class StepwiseConnectionCheck extends ConnectionCheck {
  private readonly timeouts: Timeouts;

  constructor(
    private readonly users: UsersTable,
    private readonly people: Pick<PeopleLookup, 'withValues'>,
    timeouts = CHECK_TIMEOUTS,
    private readonly targets = AllowedTargets.of(undefined),
  ) {
    super();
    this.timeouts = timeouts;
  }

  /** Ends within `CHECK_TOTAL_TIMEOUT`. Servers are tried in order, as in a read. */
  async check(job: JobOfPeople, source: DirectorySource, mapping: readonly MappingRule[]): Promise<CheckReport> {
    const withValues: ValueCounts = (targets) => this.people.withValues(job, targets);
    const known = (): KnownUsers => ({ limits: this.users.limits(), withValues });
    let first: CheckReport | undefined;
    const deadline = AbortSignal.timeout(CHECK_TOTAL_TIMEOUT);
    for (const url of source.dataPool.urls) {
      const { steps, report } = await this.checkServer(url, source, mapping, known, deadline);
      if (report.outcome !== 'not-connected' && first)
        return steps.report(report.sample, { unreachable: source.dataPool.urls[0] ?? '', url });
      first ??= report;
      if (!isFailover(steps.failure) || deadline.aborted) break;
    }
    return first ?? new CheckSteps().report([]);
  }

  private async checkServer(
    url: string,
    source: DirectorySource,
    mapping: readonly MappingRule[],
    known: () => KnownUsers,
    deadline: AbortSignal,
  ) {
    const steps = new CheckSteps();
    const connection = new DirectoryConnection(url, source, this.timeouts, this.targets);
    const close = () => connection.close();
    deadline.addEventListener('abort', close);
    try {
      const sample = await this.runSteps(connection, source, mapping, known, steps);
      return { steps, report: steps.report(sample) };
    } catch {
      // The report contains the failed step.
      return { steps, report: steps.report([]) };
    } finally {
      deadline.removeEventListener('abort', close);
      await connection.unbind();
    }
  }

  private async runSteps(
    connection: DirectoryConnection,
    source: DirectorySource,
    mapping: readonly MappingRule[],
    known: () => KnownUsers,
    steps: CheckSteps,
  ): Promise<CheckReport['sample']> {
    const { url } = connection;
    await steps.run(
      'resolve',
      () => connection.resolve(),
      () => ({ code: 'RESOLVED', params: { url } }),
    );
    await steps.run(
      'connect',
      () => connection.connect(),
      () => connectFinding(url),
    );
    await steps.run(
      'tls',
      () => connection.secure(),
      () => tlsFinding(source.dataPool, connection.addresses),
    );
    await steps.run(
      'bind',
      () => signIn(connection),
      (identity) => bindFinding(source.dataPool, identity),
    );
    const found = await steps.run(
      'base',
      () => recognizeAndFind(connection, source),
      (bases) => baseFinding(source.search.bases.length > 0, bases),
    );

    const sample = await steps.run(
      'search',
      () => readSample(connection, source, found, mapping),
      (each) => searchFinding(each, connection.search),
    );
    return sample.entries.length === 0 ? [] : mapSample(sample, mapping, known(), steps);
  }
}

async function signIn(connection: DirectoryConnection): Promise<string | undefined> {
  await connection.bind();
  return connection.whoAmI();
}

async function recognizeAndFind(connection: DirectoryConnection, { search }: DirectorySource): Promise<FoundSearch> {
  await connection.recognize();
  return findBases(connection, search);
}
