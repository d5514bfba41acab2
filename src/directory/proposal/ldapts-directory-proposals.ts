import type { TreeLevel } from '../../contract/directory-tree.js';
import type { DirectoryProposal, PresentedChain } from '../../contract/proposals.js';
import { SyncError } from '../../contract/sync-error.js';
import { DirectoryProposals, type ProposalQuestion } from '../../engine/ports/directory-proposals.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import { DirectoryConnection } from '../client/directory-connection.js';
import { connectWithFailover, isFailover } from '../client/fail-over.js';
import { CHECK_TIMEOUTS, CHECK_TOTAL_TIMEOUT } from '../client/timeouts.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Product } from '../dialects/product.js';
import { treeLevel } from '../tree/tree-level.js';
import { UnverifiedConnection } from './presented-chain.js';
import { proposalOf } from './proposal-of.js';

/** For the servers that a host waits for when it starts. */
const START_TIMEOUT = 3_000;
/** For all questions to a directory. */
const PROPOSAL_TIMEOUT = 2 * CHECK_TOTAL_TIMEOUT;

/** Asks a directory over a connection of its own. */
export class LdaptsDirectoryProposals extends DirectoryProposals {
  constructor(
    private readonly timeouts = CHECK_TIMEOUTS,
    private readonly targets = AllowedTargets.of(undefined),
  ) {
    super();
  }

  propose(source: DirectorySource, question: ProposalQuestion): Promise<DirectoryProposal> {
    return this.connected(source, (connection) => proposalOf(connection, source, question));
  }

  tree(source: DirectorySource, dn: string | undefined): Promise<TreeLevel> {
    return this.connected(source, (connection) => treeLevel(connection, source, dn));
  }

  async usualMapping(source: DirectorySource): Promise<Dialect['defaultMapping'] | undefined> {
    const deadline = performance.now() + START_TIMEOUT;
    for (const url of source.dataPool.urls) {
      if (performance.now() > deadline) return undefined;
      const connection = new DirectoryConnection(url, source, this.timeouts, this.targets);
      const product = await recognized(connection).catch(() => undefined);
      if (product) return product.isKnown ? product.dialect.defaultMapping : undefined;
    }
    return undefined;
  }

  async certificates(source: DirectorySource): Promise<PresentedChain> {
    let first: SyncError | undefined;
    for (const url of source.dataPool.urls) {
      try {
        return await this.chainOf(new UnverifiedConnection(url, source, this.timeouts, this.targets));
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
    const signal = AbortSignal.timeout(PROPOSAL_TIMEOUT);
    const connection = await connectWithFailover(source, this.timeouts, signal, this.targets, false);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      return await ask(connection);
    } finally {
      signal.removeEventListener('abort', close);
      await connection.unbind();
    }
  }

  /** The root DSE, which anybody may read, shows that the server is a directory: a check must not serve to find others. */
  private async chainOf(connection: UnverifiedConnection): Promise<PresentedChain> {
    await recognized(connection);
    return connection.chain();
  }
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
