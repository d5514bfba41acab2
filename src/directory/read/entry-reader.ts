import type { AttributeValue, Entry } from '../../mapping/directory-user.js';
import { ValuesByName } from '../../mapping/values-by-name.js';
import { namesOf, nameToRequest, plainName } from './attribute-names.js';
import type { Dialect, StableIdAttribute } from '../dialects/dialect.js';
import type { Exclusion, RulesInForce } from '../dialects/rules-in-force.js';
import type { SearchResultAttribute, SearchResultEntry } from '../wire/search-result-entry.js';

/** How an attribute of the server is used. */
interface AttributeUse {
  /** Names under which the mapping requested it. */
  readonly keys: readonly string[];
  readonly stableId: StableIdAttribute | undefined;
  /** Of several stable ids, the one with the lowest rank is used. */
  readonly rank: number;
  /** Usually none. */
  readonly rules: ReturnType<RulesInForce['for']>;
  /** Whether an entry had a value. */
  hasValue: boolean;
}

/** Converts search results into entries. Resolves each attribute name of the server once. */
export class EntryReader {
  /** As its makers write it. */
  readonly product: string;
  /** The attributes to request from the server. */
  readonly requested: readonly string[];
  private readonly keys = new Map<string, string[]>();
  private readonly stableIds: ReadonlyMap<string, StableIdAttribute>;
  private readonly order: readonly string[];
  /** Of the stable ids, as the product spells them, in the same order. */
  private readonly names: readonly string[];
  /** By the name as the server spells it. */
  private readonly uses = new Map<string, AttributeUse>();

  /** How many entries each attribute identified. */
  private readonly identified = new Map<string, number>();

  /** @param namesByNumber the names that the schema has for attributes that are stated by number. */
  constructor(
    private readonly attributes: readonly string[],
    { stableIds, name: product }: Dialect,
    private readonly active: RulesInForce,
    namesByNumber: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {
    this.product = product;
    const requested = [...attributes, ...stableIds.map(({ name }) => name), ...active.attributes];
    this.requested = [...new Map(requested.map(nameToRequest).map((name) => [name.toLowerCase(), name])).values()];
    this.stableIds = new Map(stableIds.map((each) => [each.name.toLowerCase(), each]));
    this.order = [...this.stableIds.keys()];
    this.names = stableIds.map(({ name }) => name);
    for (const key of new Set(attributes.map((attribute) => attribute.toLowerCase()))) {
      for (const name of namesOf(key, namesByNumber)) this.keys.set(name, [...(this.keys.get(name) ?? []), key]);
    }
  }

  /** The attribute that identified most of the entries; null: none did. */
  get stableIdAttribute(): string | null {
    return this.stableIdAttributes[0] ?? null;
  }

  /** The attributes that identified the others. */
  get otherStableIdAttributes(): readonly string[] {
    return this.stableIdAttributes.slice(1);
  }

  read(found: SearchResultEntry): Entry {
    const attributes = new ValuesByName<readonly AttributeValue[]>();
    let stableId: string | undefined;
    let best = Infinity;
    let excluded = this.active.byName(found.dn);
    for (const attribute of found.attributes) {
      const use = this.useOf(attribute.type);
      const { keys, stableId: kind, rank, rules } = use;
      const id = kind && canonical(kind, attribute);
      if (id !== undefined && rank < best) [stableId, best] = [id, rank];
      if (rules.length > 0) excluded = former(excluded, this.active.first(rules, attribute.values));
      if (attribute.values.length === 0) continue;
      use.hasValue = true;
      for (const key of keys) attributes[key] = id === undefined ? attribute.values : [id];
    }
    this.countIdentified(best);
    if (!excluded) return { dn: found.dn, stableId, attributes };
    const { position: _position, ...inactivity } = excluded;
    return { dn: found.dn, stableId, attributes, inactivity };
  }

  /** The attributes of the mapping that no entry had until now. */
  absent(): readonly string[] {
    const seen = new Set([...this.uses.values()].flatMap(({ hasValue, keys }) => (hasValue ? keys : [])));
    return this.attributes.filter((attribute) => !seen.has(attribute.toLowerCase()));
  }

  /** Those that identified entries, the one of most entries first. */
  private get stableIdAttributes(): readonly string[] {
    return [...this.identified].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
  }

  /** @param rank of the stable id; infinite: none. */
  private countIdentified(rank: number): void {
    const name = this.names[rank];
    if (name !== undefined) this.identified.set(name, (this.identified.get(name) ?? 0) + 1);
  }

  private useOf(spelling: string): AttributeUse {
    const known = this.uses.get(spelling);
    if (known) return known;
    const name = plainName(spelling);
    const stableId = this.stableIds.get(name);
    const rank = this.order.indexOf(name);
    const rules = this.active.for(name);
    const use = { keys: this.keys.get(name) ?? [], stableId, rank, rules, hasValue: false };
    // The map is bounded, because a hostile server could send any number of names.
    if (this.uses.size < 1_000) this.uses.set(spelling, use);
    return use;
  }
}

/** The one whose rule comes first. */
function former(one: Exclusion | undefined, other: Exclusion | undefined): Exclusion | undefined {
  if (!one || !other) return one ?? other;
  return other.position < one.position ? other : one;
}

/** Undefined when the attribute has several values: the id would be ambiguous. */
function canonical(stableId: StableIdAttribute, { values }: SearchResultAttribute): string | undefined {
  const [value] = values;
  return value !== undefined && values.length === 1 ? stableId.canonical(value) : undefined;
}
