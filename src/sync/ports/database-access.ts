import type { PGlite } from '@electric-sql/pglite';
import type { Pool } from 'pg';

export type NativeDatabase =
  { readonly kind: 'postgresql'; readonly pool: Pool } | { readonly kind: 'pglite'; readonly client: PGlite };

/** The host's database beneath the ORM: the job queue shares it. */
export abstract class DatabaseAccess {
  abstract native(): Promise<NativeDatabase>;
  /** One round trip; for health. */
  abstract isUp(): Promise<boolean>;
}
