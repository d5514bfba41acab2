import type { TreeLevel } from '../../contract/directory-tree.js';
import type { DirectoryProposal, PresentedChain } from '../../contract/proposals.js';
import type { UserField } from '../../contract/user-binding.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { SeedMoment } from '../../settings/seed-mapping.js';

/** What to propose for. */
export interface ProposalQuestion {
  /** Where to search; absent or empty: the trees that the directory proposes. */
  readonly bases?: readonly string[] | undefined;
  /** A filter to judge; absent: the person filter of the product. */
  readonly filter?: string | undefined;
  /** The fields that the host's users table has. */
  readonly fields: ReadonlySet<UserField>;
}

/** Asks a directory what to enter. */
export abstract class DirectoryProposals {
  /** Throws a `SyncError`. */
  abstract propose(source: DirectorySource, question: ProposalQuestion): Promise<DirectoryProposal>;

  /**
   * The attributes that usually hold the user fields in the product, by its root DSE. Nobody signs in. Null if the product is
   * not known; undefined if no server answers.
   */
  abstract usualMapping(
    source: DirectorySource,
    moment: SeedMoment,
  ): Promise<Readonly<Partial<Record<UserField, string>>> | null | undefined>;

  /**
   * The containers directly below a DN, or the trees of the directory, with the number of people in each by the filter of the
   * search. Throws a `SyncError`.
   */
  abstract tree(source: DirectorySource, dn: string | undefined): Promise<TreeLevel>;

  /** Returns what the first server that answers presents when TLS starts. Nobody signs in. Throws a `SyncError`. */
  abstract certificates(source: DirectorySource): Promise<PresentedChain>;
}
