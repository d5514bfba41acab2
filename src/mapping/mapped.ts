import type { ProblemCode } from '../contract/error-codes.js';
import type { DirectoryUser } from './directory-user.js';

/** An entry that mapping refused, or later the plan or the database: one problem. */
export interface EntryProblem {
  readonly dn: string;
  readonly stableId: string | null;
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Mapped = { readonly ok: true; readonly user: DirectoryUser };
export type Rejected = { readonly ok: false; readonly problem: EntryProblem };
