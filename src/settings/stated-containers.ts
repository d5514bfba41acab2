import { comparableName } from '../mapping/comparable-name.js';
import { isJsonObject } from './json-object.js';
import { settingsToday } from './upgrade-search.js';

/** The comparable names of the containers that stored settings of any version name. */
export function statedContainers(settings: unknown): ReadonlySet<string> {
  const today = settingsToday(settings);
  const search = isJsonObject(today) ? today['search'] : undefined;
  if (!isJsonObject(search)) return new Set();
  const statements = [search['bases'], search['exclusions']].flatMap((list) => (Array.isArray(list) ? list : []));
  const names = statements.map((statement: unknown) => (isJsonObject(statement) ? statement['dn'] : undefined));
  return new Set(names.filter((dn) => typeof dn === 'string').map((dn) => comparableName(dn)));
}
