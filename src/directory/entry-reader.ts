import type { Attribute, SearchEntry } from 'ldapts';

import type { Entry } from '../mapping/directory-user.js';
import { namesOf } from './attribute-names.js';
import type { Dialect, StableIdAttribute } from './dialects.js';

type Values = Record<string, readonly (string | Uint8Array)[]>;

/** An object without inherited keys, and faster to fill than `Object.create(null)`. */
const Bag = function Bag() {} as unknown as new () => Values;
Bag.prototype = Object.create(null) as object;

/** Turns what ldapts decoded into entries; works out once which of the server's names answer which attribute. */
export class EntryReader {
  /** What to ask the server for. */
  readonly requested: readonly string[];
  readonly #keys = new Map<string, string[]>();
  readonly #stableIds: ReadonlyMap<string, StableIdAttribute>;
  readonly #order: readonly string[];
  /** Lower-cased names, by the server's spelling. */
  readonly #spellings = new Map<string, string>();

  constructor(attributes: readonly string[], { stableIds }: Dialect) {
    const asked = [...attributes, ...stableIds.map(({ name }) => name)];
    this.requested = [...new Map(asked.map((name) => [name.toLowerCase(), name])).values()];
    this.#stableIds = new Map(stableIds.map((one) => [one.name.toLowerCase(), one]));
    this.#order = [...this.#stableIds.keys()];
    for (const key of new Set(attributes.map((attribute) => attribute.toLowerCase()))) {
      for (const name of namesOf(key)) this.#keys.set(name, [...(this.#keys.get(name) ?? []), key]);
    }
  }

  read(found: SearchEntry): Entry {
    const attributes = new Bag();
    const ids: (string | undefined)[] = [];
    for (const attribute of found.attributes) {
      const name = this.#lowerCase(attribute.type);
      const stableId = this.#stableIds.get(name);
      const id = stableId && canonical(stableId, attribute);
      if (stableId) ids[this.#order.indexOf(name)] = id;
      for (const key of this.#keys.get(name) ?? []) {
        if (attribute.values.length > 0) attributes[key] = id === undefined ? attribute.values : [id];
      }
    }
    return { dn: found.name, stableId: ids.find((id) => id !== undefined), attributes };
  }

  #lowerCase(spelling: string): string {
    const known = this.#spellings.get(spelling);
    if (known !== undefined) return known;
    const name = spelling.toLowerCase();
    // Bounded: a hostile server could send ever new names.
    if (this.#spellings.size < 1_000) this.#spellings.set(spelling, name);
    return name;
  }
}

/** Of several values none is *the* id. */
function canonical(stableId: StableIdAttribute, { parsedBuffers }: Attribute): string | undefined {
  const [value] = parsedBuffers;
  return value && parsedBuffers.length === 1 ? stableId.canonical(value) : undefined;
}
