import type { CheckReport, CheckStepName } from '../../contract/check-report.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { ConnectionCheck } from '../../engine/ports/connection-check.js';
import type { JobOfPeople, PeopleLookup } from '../../engine/ports/people-lookup.js';
import type { UsersTable } from '../../contract/users-table.js';
import type { ValueCounts } from './absent-findings.js';
import { baseFinding, bindFinding, connectFinding, rootFinding, searchFinding, tlsFinding } from './check-findings.js';
import { type KnownUsers, mapSample, readSample } from './check-sample.js';
import { CheckSteps, type ExaminedEntries, NO_ENTRIES } from './check-steps.js';
import { findBases, type FoundSearch } from '../containers/find-containers.js';
import { CHECK_TIMEOUTS, CHECK_TOTAL_TIMEOUT, type Timeouts } from '../client/timeouts.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import { DirectoryConnection } from '../client/directory-connection.js';
import { isFailover } from '../client/fail-over.js';
import { isAnonymous } from '../client/sign-in.js';
import { showsBase } from './readable-base.js';

/** The steps that concern a data pool, whoever is looked for in it. */
const STEPS_OF_POOL: ReadonlySet<CheckStepName> = new Set(['resolve', 'connect', 'tls', 'bind', 'base']);

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

  check(job: JobOfPeople, source: DirectorySource, mapping: readonly MappingRule[]): Promise<CheckReport> {
    const withValues: ValueCounts = (targets) => this.people.withValues(job, targets);
    return this.withServers(source, async (connection, steps) => {
      await connecting(connection, source, steps);
      const found = await steps.run(
        'base',
        () => recognizeAndFind(connection, source),
        (bases) => baseFinding(source.search.bases.length > 0, bases),
      );
      const sample = await steps.run(
        'search',
        () => readSample(connection, source, found, mapping),
        (each) => searchFinding(each, connection.search, source.search),
      );
      const known: KnownUsers = { limits: this.users.limits(), withValues };
      return sample.entries.length === 0 ? NO_ENTRIES : mapSample(sample, mapping, known, steps);
    });
  }

  async connect(source: DirectorySource): Promise<CheckReport> {
    const report = await this.withServers(source, async (connection, steps) => {
      await connecting(connection, source, steps);
      await steps.run(
        'base',
        () => recognizeAndShow(connection, source),
        (isShown) => rootFinding(connection.product.namingContexts, isShown),
      );
      return NO_ENTRIES;
    });
    return { ...report, steps: report.steps.filter(({ step }) => STEPS_OF_POOL.has(step)) };
  }

  /** Ends within `CHECK_TOTAL_TIMEOUT`. Servers are tried in order, as in a read. */
  private async withServers(source: DirectorySource, work: Work): Promise<CheckReport> {
    let first: CheckReport | undefined;
    const deadline = AbortSignal.timeout(CHECK_TOTAL_TIMEOUT);
    for (const url of source.dataPool.urls) {
      const { steps, report } = await this.withServer(url, source, work, deadline);
      if (report.outcome !== 'not-connected' && first)
        return steps.report(report, { unreachable: source.dataPool.urls[0] ?? '', url });
      first ??= report;
      if (!isFailover(steps.failure) || deadline.aborted) break;
    }
    return first ?? new CheckSteps().report(NO_ENTRIES);
  }

  private async withServer(url: string, source: DirectorySource, work: Work, deadline: AbortSignal) {
    const steps = new CheckSteps();
    const connection = new DirectoryConnection(url, source, this.timeouts, this.targets);
    const close = () => connection.close();
    deadline.addEventListener('abort', close);
    try {
      return { steps, report: steps.report(await work(connection, steps)) };
    } catch {
      // The report contains the failed step.
      return { steps, report: steps.report(NO_ENTRIES) };
    } finally {
      deadline.removeEventListener('abort', close);
      await connection.unbind();
    }
  }
}

/** What is done with one server. */
type Work = (connection: DirectoryConnection, steps: CheckSteps) => Promise<ExaminedEntries>;

async function connecting(
  connection: DirectoryConnection,
  { dataPool }: DirectorySource,
  steps: CheckSteps,
): Promise<void> {
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
    () => tlsFinding(dataPool, connection.addresses),
  );
  await steps.run(
    'bind',
    () => signIn(connection),
    (identity) => bindFinding(dataPool, identity),
  );
}

async function signIn(connection: DirectoryConnection): Promise<string | undefined> {
  await connection.bind();
  return connection.whoAmI();
}

/** Whether the directory shows what it holds. Whoever signs in may have the right to read only some containers in it. */
async function recognizeAndShow(connection: DirectoryConnection, { dataPool }: DirectorySource): Promise<boolean> {
  await connection.recognize();
  return !isAnonymous(dataPool) || showsBase(connection);
}

async function recognizeAndFind(connection: DirectoryConnection, { search }: DirectorySource): Promise<FoundSearch> {
  await connection.recognize();
  return findBases(connection, search);
}
