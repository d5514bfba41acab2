import type { CheckReport } from '../../contract/jobs.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import { ConnectionCheck } from '../../engine/ports/connection-check.js';
import type { UsersTable } from '../../contract/users-table.js';
import { bindFound, searchFound, tlsFound } from './check-findings.js';
import { readSample, sampleRead } from './check-sample.js';
import { CheckSteps } from './check-steps.js';
import type { Timeouts } from '../client/timeouts.js';
import { DirectoryConnection } from '../client/directory-connection.js';
import { isFailover } from '../client/fail-over.js';

const CHECK_TIMEOUTS: Timeouts = { connect: 3_000, operation: 4_000 };
const WHOLE_CHECK = 10_000;

/** Goes the way of a read step by step, up to the first page, and says of each step what was found. */
export class StepwiseConnectionCheck extends ConnectionCheck {
  private readonly timeouts: Timeouts;

  constructor(
    private readonly users: UsersTable,
    timeouts = CHECK_TIMEOUTS,
  ) {
    super();
    this.timeouts = timeouts;
  }

  /** Ends within ten seconds. Servers are tried in order, as in a read. */
  async check(pool: DataPoolSettings, mapping: readonly MappingRule[]): Promise<CheckReport> {
    let first: CheckReport | undefined;
    const deadline = AbortSignal.timeout(WHOLE_CHECK);
    for (const url of pool.urls) {
      const { steps, report } = await this.checkServer(url, pool, mapping, deadline);
      if (report.ok && first) return steps.report(report.sample, { unreachable: pool.urls[0] ?? '', url });
      first ??= report;
      if (!isFailover(steps.failure) || deadline.aborted) break;
    }
    return first ?? new CheckSteps().report([]);
  }

  private async checkServer(
    url: string,
    pool: DataPoolSettings,
    mapping: readonly MappingRule[],
    deadline: AbortSignal,
  ) {
    const steps = new CheckSteps();
    const connection = new DirectoryConnection(url, pool, this.timeouts);
    const close = () => connection.close();
    deadline.addEventListener('abort', close);
    try {
      const sample = await this.goThrough(connection, pool, mapping, steps);
      return { steps, report: steps.report(sample) };
    } catch {
      // The step that failed is in the report.
      return { steps, report: steps.report([]) };
    } finally {
      deadline.removeEventListener('abort', close);
      await connection.unbind();
    }
  }

  private async goThrough(
    connection: DirectoryConnection,
    pool: DataPoolSettings,
    mapping: readonly MappingRule[],
    steps: CheckSteps,
  ): Promise<CheckReport['sample']> {
    const { url, baseDn } = connection.search;
    await steps.take(
      'resolve',
      () => connection.resolve(),
      () => ({ code: 'RESOLVED', params: { url } }),
    );
    await steps.take(
      'connect',
      () => connection.connect(),
      () => ({ code: 'CONNECTED', params: { url } }),
    );
    await steps.take(
      'tls',
      () => connection.secure(),
      () => tlsFound(pool, connection.addresses),
    );
    await steps.take(
      'bind',
      () => connection.bind(),
      () => bindFound(pool),
    );
    await steps.take(
      'base',
      () => connection.findBase(),
      () => ({ code: 'BASE_FOUND', params: { baseDn } }),
    );

    const found = await steps.take(
      'search',
      () => sampleRead(connection, pool, mapping),
      (sample) => searchFound(sample, pool),
    );
    return found.entries.length === 0 ? [] : readSample(found, mapping, this.users.limits(), steps);
  }
}
