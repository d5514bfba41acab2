import { DataPoolSettings, TlsSettings } from '../../src/settings/schema/data-pool-settings.js';
import type { DirectorySource } from '../../src/settings/schema/directory-source.js';
import { SearchBase } from '../../src/settings/schema/search-statements.js';
import { SearchSettings } from '../../src/settings/schema/search-settings.js';

/** Settings of a data pool and of a search in it; the others have their defaults. */
export type SourcePart = Partial<Omit<DataPoolSettings, 'tls'> & SearchSettings> & {
  /** The only base. */
  readonly baseDn?: string;
  readonly tls?: Partial<TlsSettings>;
};

export function sourceOf({ tls = {}, baseDn = '', ...part }: SourcePart): DirectorySource {
  const search = new SearchSettings();
  const [searched, others] = [true, false].map((isSearch) =>
    Object.fromEntries(Object.entries(part).filter(([name]) => Object.hasOwn(search, name) === isSearch)),
  );
  const dataPool = Object.assign(new DataPoolSettings(), others, { tls: Object.assign(new TlsSettings(), tls) });
  const bases = baseDn === '' ? [] : [SearchBase.of(baseDn)];
  return { dataPool, search: Object.assign(search, { bases }, searched) };
}
