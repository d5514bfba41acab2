import { isJsonObject, type JsonObject } from './json-object.js';

/** The default filter before 0.5.0. */
export const FORMER_FILTER = '(objectClass=inetOrgPerson)';

/**
 * The defaults for a seed that replaces a stored one, with a filter that was the default before 0.5.0.
 *
 * @param stored the settings of the stored seed, in the form of now, if there is one.
 */
export function withFormerDefaults(defaults: JsonObject, stored: unknown): JsonObject {
  const search = isJsonObject(stored) ? stored['search'] : undefined;
  if (!isJsonObject(search) || search['filter'] !== FORMER_FILTER) return defaults;
  return { ...defaults, search: { ...(defaults['search'] as JsonObject), filter: FORMER_FILTER } };
}
