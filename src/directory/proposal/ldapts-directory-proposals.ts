import type { DirectoryProposal, PresentedChain } from '../../contract/proposals.js';
import { SyncError } from '../../contract/sync-error.js';
import { DirectoryProposals, type ProposalQuestion } from '../../engine/ports/directory-proposals.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { AllowedTargets } from '../client/allowed-targets.js';
import { connectWithFailover, isFailover } from '../client/fail-over.js';
import { CHECK_TIMEOUTS, CHECK_TOTAL_TIMEOUT } from '../client/timeouts.js';
import { UnverifiedConnection } from './presented-chain.js';
import { proposalOf } from './proposal-of.js';

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

  async propose(source: DirectorySource, question: ProposalQuestion): Promise<DirectoryProposal> {
    const signal = AbortSignal.timeout(PROPOSAL_TIMEOUT);
    const connection = await connectWithFailover(source, this.timeouts, signal, this.targets, false);
    const close = () => connection.close();
    signal.addEventListener('abort', close, { once: true });
    try {
      return await proposalOf(connection, source, question);
    } finally {
      signal.removeEventListener('abort', close);
      await connection.unbind();
    }
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

  /** The root DSE, which anybody may read, shows that the server is a directory: a check must not serve to find others. */
  private async chainOf(connection: UnverifiedConnection): Promise<PresentedChain> {
    try {
      await connection.resolve();
      await connection.connect();
      await connection.secure();
      await connection.recognize();
      return connection.chain();
    } finally {
      await connection.unbind();
    }
  }
}
