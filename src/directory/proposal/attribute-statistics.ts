import type { AttributeShare } from '../../contract/proposals.js';
import { offendingValue, shownValue } from '../../mapping/offending-value.js';
import { isSecretAttribute } from '../../mapping/secret-attribute.js';
import type { SearchResultAttribute, SearchResultEntry } from '../wire/search-result-entry.js';

const MAX_VALUES = 3;
/** More would come only from a hostile server. */
const MAX_NAMES = 1_000;
/** How values are transferred, and which of them. */
const TRANSFER = /;(?:binary|range=[\d*-]+)(?=;|$)/gi;

interface Counted {
  readonly attribute: string;
  entries: number;
  readonly values: Set<string>;
}

/** How many entries have which attributes, and with which values. */
export class AttributeStatistics {
  private readonly counted = new Map<string, Counted>();

  add({ attributes }: SearchResultEntry): void {
    for (const attribute of attributes) if (attribute.values.length > 0) this.count(attribute);
  }

  /** Undefined if no entry has the attribute. */
  shareOf(attribute: string): AttributeShare | undefined {
    const found = this.counted.get(attribute.toLowerCase());
    return found && shareOf(found);
  }

  /** Those of most entries first. */
  get shares(): readonly AttributeShare[] {
    const shares = [...this.counted.values()].map(shareOf);
    return shares.toSorted(
      (one, other) => other.entries - one.entries || one.attribute.localeCompare(other.attribute, 'en'),
    );
  }

  private count({ type, values }: SearchResultAttribute): void {
    const attribute = type.replaceAll(TRANSFER, '');
    const key = attribute.toLowerCase();
    const found = this.counted.get(key) ?? { attribute, entries: 0, values: new Set<string>() };
    if (this.counted.size < MAX_NAMES) this.counted.set(key, found);
    found.entries += 1;
    if (isSecretAttribute(attribute)) return;
    for (const value of values.slice(0, MAX_VALUES)) {
      const shown = offendingValue(value, { attribute, field: 'comment' });
      if (shown !== null && found.values.size < MAX_VALUES) found.values.add(shownValue(shown));
    }
  }
}

function shareOf({ attribute, entries, values }: Counted): AttributeShare {
  return { attribute, entries, values: [...values] };
}
