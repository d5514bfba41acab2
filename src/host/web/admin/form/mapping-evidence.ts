import type { AttributeShare } from '../../shared/api/set-up.js';

/** What is known of the attributes of a directory, for those who map them. */
export interface MappingEvidence {
  /** How many entries were examined. */
  readonly sampled: number;
  /** The names to offer. */
  readonly names: readonly string[];
  /** Undefined: no entry has the attribute. */
  readonly shareOf: (attribute: string) => AttributeShare | undefined;
  /** Whether neither an entry nor the schema has the attribute: it is probably misspelled. */
  readonly isUnknown: (attribute: string) => boolean;
}
