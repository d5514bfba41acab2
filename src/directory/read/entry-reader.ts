import type { Entry } from '../../mapping/directory-user.js';
import { namesOf } from './attribute-names.js';
import type { Dialect, StableIdAttribute } from '../dialects/dialects.js';
import type { SearchResultAttribute, SearchResultEntry } from '../wire/search-result-entry.js';

type Values = Record<string, readonly (string | Uint8Array)[]>;

/** An object without inherited keys, and faster to fill than `Object.create(null)`. */
const Bag = function Bag() {} as unknown as new () => Values;
Bag.prototype = Object.create(null) as object;

/** What an attribute of the server is good for. */
interface Use {
  /** Names that the mapping asked for it by. */
  readonly keys: readonly string[];
  readonly stableId: StableIdAttribute | undefined;
  /** Of several stable ids the one with the lowest rank counts. */
  readonly rank: number;
}

/** Turns what was found into entries; works out once which of the server's names answer which attribute. */
export class EntryReader {
  /** What to ask the server for. */
  readonly requested: readonly string[];
  private readonly keys = new Map<string, string[]>();
  private readonly stableIds: ReadonlyMap<string, StableIdAttribute>;
  private readonly order: readonly string[];
  /** By the server's spelling. */
  private readonly uses = new Map<string, Use>();

  constructor(attributes: readonly string[], { stableIds }: Dialect) {
    const asked = [...attributes, ...stableIds.map(({ name }) => name)];
    this.requested = [...new Map(asked.map((name) => [name.toLowerCase(), name])).values()];
    this.stableIds = new Map(stableIds.map((one) => [one.name.toLowerCase(), one]));
    this.order = [...this.stableIds.keys()];
    for (const key of new Set(attributes.map((attribute) => attribute.toLowerCase()))) {
      for (const name of namesOf(key)) this.keys.set(name, [...(this.keys.get(name) ?? []), key]);
    }
  }

  read(found: SearchResultEntry): Entry {
    const attributes = new Bag();
    let stableId: string | undefined;
    let best = Infinity;
    for (const attribute of found.attributes) {
      const { keys, stableId: kind, rank } = this.useOf(attribute.type);
      const id = kind && canonical(kind, attribute);
      if (id !== undefined && rank < best) [stableId, best] = [id, rank];
      if (attribute.values.length === 0) continue;
      for (const key of keys) attributes[key] = id === undefined ? attribute.values : [id];
    }
    return { dn: found.dn, stableId, attributes };
  }

  private useOf(spelling: string): Use {
    const known = this.uses.get(spelling);
    if (known) return known;
    const name = spelling.toLowerCase();
    const stableId = this.stableIds.get(name);
    const use = { keys: this.keys.get(name) ?? [], stableId, rank: this.order.indexOf(name) };
    // Bounded: a hostile server could send ever new names.
    if (this.uses.size < 1_000) this.uses.set(spelling, use);
    return use;
  }
}

/** Of several values none is *the* id. */
function canonical(stableId: StableIdAttribute, { values }: SearchResultAttribute): string | undefined {
  const [value] = values;
  return value !== undefined && values.length === 1 ? stableId.canonical(value) : undefined;
}
