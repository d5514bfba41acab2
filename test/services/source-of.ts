import { DataPoolSettings, TlsSettings } from '../../src/settings/schema/data-pool-settings.js';
import type { DirectorySource } from '../../src/settings/schema/directory-source.js';
import { SearchSettings } from '../../src/settings/schema/search-settings.js';

/** Settings of a data pool and of a search in it; the others have their defaults. */
export type SourcePart = Partial<Omit<DataPoolSettings, 'tls'> & SearchSettings> & {
  readonly tls?: Partial<TlsSettings>;
};

export function sourceOf({ tls = {}, ...part }: SourcePart): DirectorySource {
  const search = new SearchSettings();
  const [searched, others] = [true, false].map((isSearch) =>
    Object.fromEntries(Object.entries(part).filter(([name]) => Object.hasOwn(search, name) === isSearch)),
  );
  const dataPool = Object.assign(new DataPoolSettings(), others, { tls: Object.assign(new TlsSettings(), tls) });
  return { dataPool, search: Object.assign(search, searched) };
}
