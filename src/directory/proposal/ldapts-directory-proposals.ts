import type { TreeLevel } from '../../contract/directory-tree.js';
import type { DirectoryProposal, PresentedChain } from '../../contract/proposals.js';
import { SyncError } from '../../contract/sync-error.js';
import { DirectoryProposals, type ProposalQuestion } from '../../engine/ports/directory-proposals.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { SeedMoment } from '../../settings/seed-mapping.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import { DirectoryConnection } from '../client/directory-connection.js';
import { connectWithFailover, isFailover } from '../client/fail-over.js';
import { CHECK_TIMEOUTS, CHECK_TOTAL_TIMEOUT } from '../client/timeouts.js';
import { TotalTime } from '../client/total-time.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Product } from '../dialects/product.js';
import { treeLevel } from '../tree/tree-level.js';
import { UnverifiedConnection } from './presented-chain.js';
import { proposalOf } from './proposal-of.js';

/** How long all servers of a data pool may take together, in milliseconds. */
const TOTALS = {
  /** A host waits for them when it starts. */
  start: 3_000,
  /** Only a run waits for them. */
  run: 2 * CHECK_TOTAL_TIMEOUT,
  certificates: CHECK_TOTAL_TIMEOUT,
  /** For all questions to a directory. */
  proposal: 2 * CHECK_TOTAL_TIMEOUT,
};

/** Asks a directory over a connection of its own. */
export class LdaptsDirectoryProposals extends DirectoryProposals {
  constructor(
    private readonly timeouts = CHECK_TIMEOUTS,
    private readonly targets = AllowedTargets.of(undefined),
    private readonly totals = TOTALS,
  ) {
    super();
  }

  propose(source: DirectorySource, question: ProposalQuestion): Promise<DirectoryProposal> {
    return this.connected(source, (connection) => proposalOf(connection, source, question));
  }

  tree(source: DirectorySource, dn: string | undefined): Promise<TreeLevel> {
    return this.connected(source, (connection) => treeLevel(connection, source, dn));
  }

  async usualMapping(
    source: DirectorySource,
    moment: SeedMoment,
  ): Promise<Dialect['defaultMapping'] | null | undefined> {
    const time = new TotalTime(this.totals[moment]);
    for (const url of source.dataPool.urls) {
      const connection = new DirectoryConnection(url, source, this.timeouts, this.targets);
      const product = await time.of(connection, () => recognized(connection)).catch(() => undefined);
      if (product) return product.isKnown ? product.dialect.defaultMapping : null;
    }
    return undefined;
  }

  async certificates(source: DirectorySource): Promise<PresentedChain> {
    const time = new TotalTime(this.totals.certificates);
    let first: SyncError | undefined;
    for (const url of source.dataPool.urls) {
      const connection = new UnverifiedConnection(url, source, this.timeouts, this.targets);
      try {
        return await time.of(connection, () => chainOf(connection));
      } catch (error) {
        if (!isFailover(error)) throw error;
        first ??= error;
      }
    }
    throw first ?? new SyncError('LDAP_UNREACHABLE', { params: { url: '' } });
  }

  private async connected<T>(
    source: DirectorySource,
    ask: (connection: DirectoryConnection) => Promise<T>,
  ): Promise<T> {
    const time = new TotalTime(this.totals.proposal);
    const connection = await connectWithFailover(source, this.timeouts, time.signal, this.targets, false);
    try {
      return await time.of(connection, () => ask(connection));
    } finally {
      await connection.unbind();
    }
  }
}

/** The root DSE, which anybody may read, shows that the server is a directory: a check must not serve to find others. */
async function chainOf(connection: UnverifiedConnection): Promise<PresentedChain> {
  await recognized(connection);
  return connection.chain();
}

/** Reads the root DSE without signing in. */
async function recognized(connection: DirectoryConnection): Promise<Product> {
  try {
    await connection.resolve();
    await connection.connect();
    await connection.secure();
    await connection.recognize();
    return connection.product;
  } finally {
    await connection.unbind();
  }
}
