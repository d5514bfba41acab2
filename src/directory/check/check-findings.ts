import { BlockList } from 'node:net';

import type { Entry, EntryProblem } from '../../mapping/directory-user.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { SearchSettings } from '../../settings/schema/search-settings.js';
import { attributesInFilter } from '../../settings/rules/attributes-in-filter.js';
import { parseFilter } from '../../settings/rules/ldap-filter.js';
import { comparableName } from '../../mapping/comparable-name.js';
import { certificateSubject } from '../../settings/rules/certificates.js';
import { isAnonymous } from '../client/sign-in.js';
import type { FoundSearch } from '../containers/find-containers.js';
import { isGlobalCatalog } from '../client/global-catalog.js';
import type { SearchContext } from '../client/directory-errors.js';
import { type AttributeNames, attributesInCanaries } from './attribute-names.js';
import type { Sample } from './check-sample.js';
import type { Finding } from './check-steps.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Warns about a connection without TLS, unless it stays on this machine. */
export function tlsFinding(pool: DataPoolSettings, addresses: readonly string[]): Finding {
  const { tls } = pool;
  if (tls.mode !== 'none') return { code: 'TLS_ESTABLISHED', params: {} };
  if (addresses.every((address) => LOOPBACK.check(address, address.includes(':') ? 'ipv6' : 'ipv4'))) {
    return { code: 'TLS_NOT_NEEDED', params: {} };
  }
  return { code: isAnonymous(pool) ? 'TLS_NOT_USED' : 'TLS_PASSWORD_IN_CLEAR', params: {}, outcome: 'warning' };
}

/** A Global Catalog has everyone in the forest, but only a part of the attributes. */
export function connectFinding(url: string): Finding {
  const connected = { code: 'CONNECTED', params: { url } };
  if (!isGlobalCatalog(url)) return connected;
  return { ...connected, outcome: 'warning', further: [{ code: 'GLOBAL_CATALOG', params: {} }] };
}

/** @param identity whom the server takes the add-on for (RFC 4532); empty or undefined if it does not say. */
export function bindFinding(pool: DataPoolSettings, identity: string | undefined): Finding {
  const name = identity && otherName(identity, pool);
  const known = name ? { further: [{ code: 'IDENTITY', params: { identity: name } }] } : {};
  if (isAnonymous(pool)) return { code: 'BIND_ANONYMOUS', params: {}, ...known };
  if (pool.authentication === 'simple') return { code: 'BIND_ACCEPTED', params: { bindDn: pool.bindDn }, ...known };
  const subject = certificateSubject(pool.tls.clientCertificate);
  return { code: 'BIND_WITH_CERTIFICATE', params: { subject }, ...known };
}

/** Without the prefix of its form (RFC 4513, 5.2.1.8); undefined if it is the name that signed in. */
function otherName(identity: string, { authentication, bindDn }: DataPoolSettings): string | undefined {
  const name = identity.replace(/^(dn|u):/i, '');
  const isSame = authentication === 'simple' && comparableName(name) === comparableName(bindDn);
  return isSame ? undefined : name;
}

/** The bases of the search, or the one that the directory names, and containers that are no longer where they were. */
export function baseFinding(isStated: boolean, { bases, exclusions }: FoundSearch): Finding {
  const code = isStated ? 'BASE_FOUND' : 'BASE_TAKEN';
  const finding = { code, params: { baseDn: bases.map(({ dn }) => dn).join('; ') } };
  const moved = [...bases, ...exclusions].flatMap(({ dn, formerDn }) =>
    formerDn === null ? [] : [{ code: 'CONTAINER_RENAMED', params: { dn, formerDn } }],
  );
  return moved.length === 0 ? finding : { ...finding, outcome: 'warning', further: moved };
}

/**
 * Where a search begins that names no base.
 *
 * @param isShown whether the directory shows any of them.
 */
export function rootFinding(contexts: readonly string[], isShown: boolean): Finding {
  if (contexts.length === 0) return { code: 'BASES_UNKNOWN', params: {} };
  const params = { contexts: contexts.join('; ') };
  return isShown ? { code: 'BASES_OF_JOBS', params } : { code: 'BASES_HIDDEN', params, outcome: 'warning' };
}

/** What the search finds, and who is missing; names in the settings that no attribute has. */
export function searchFinding(sample: Sample, context: SearchContext, { filter, canaries }: SearchSettings): Finding {
  const parsed = parseFilter(filter);
  const unknown = [
    ...(parsed.ok ? sample.names.findings(attributesInFilter(parsed.filter), 'FILTER_ATTRIBUTE_UNKNOWN') : []),
    ...sample.names.findings(attributesInCanaries(canaries), 'CANARY_ATTRIBUTE_UNKNOWN'),
  ];
  const found = entriesFinding(sample, context);
  const { outcome, further = [], ...first } = found;
  if (outcome !== 'failed' && sample.missing.length > 0) {
    const params = { count: sample.missing.length, canaries: sample.missing.join('; ') };
    return { code: 'CANARIES_NOT_FOUND', params, outcome: 'failed', further: [first, ...further, ...unknown] };
  }
  const [main, ...others] = unknown;
  if (!main) return found;
  if (outcome === 'failed') return { ...found, further: [...further, ...unknown] };
  return { ...main, outcome: 'warning', further: [...others, first, ...further] };
}

function entriesFinding({ entries, more, pageSize }: Sample, { baseDn, filter }: SearchContext): Finding {
  if (entries.length === 0) return { code: 'SEARCH_EMPTY', params: { baseDn, filter }, outcome: 'failed' };
  const found = { code: more ? 'SEARCH_FOUND_MORE' : 'SEARCH_FOUND', params: { count: entries.length } };
  if (pageSize.refused === null) return found;
  const params = { refused: pageSize.refused, used: pageSize.used ?? 0 };
  return { ...found, outcome: 'warning', further: [{ code: 'PAGE_SIZE_REDUCED', params }] };
}

/** What is needed can be read. A schema that cannot be read is no warning: then nothing is known of misspelled names. */
export function rightsFinding({ isSchemaHidden }: AttributeNames): Finding {
  const further = isSchemaHidden ? { further: [{ code: 'SCHEMA_HIDDEN', params: {} }] } : {};
  return { code: 'RIGHTS_SUFFICIENT', params: {}, ...further };
}

/**
 * The active entries that no run would synchronize, as others have a stable id: of another kind of directory, or hidden; empty if there
 * are none.
 *
 * @param attributes those that hold the stable id.
 */
export function stableIdsFinding(entries: readonly Entry[], attributes: string): readonly Omit<Finding, 'outcome'>[] {
  const active = entries.filter(({ inactivity }) => !inactivity);
  const count = active.filter(({ stableId }) => stableId === undefined).length;
  return count === 0 ? [] : [{ code: 'STABLE_IDS_MISSING', params: { count, total: active.length, attributes } }];
}

/**
 * How many entries an active rule excludes: a warning if none is left, else a line beside the result of the mapping; undefined
 * if there are none. The first one is an example.
 */
export function inactiveFinding(inactive: readonly Entry[], total: number): Finding | undefined {
  const [first] = inactive;
  if (!first?.inactivity) return undefined;
  const { rule: _rule, ...reason } = first.inactivity;
  const params = { ...reason, dn: first.dn, count: inactive.length, total };
  return inactive.length === total
    ? { code: 'ALL_INACTIVE', params, outcome: 'warning' }
    : { code: 'SOME_INACTIVE', params };
}

/** Fails if nobody could be synchronized. `params.problem` is the code of the first problem, whose parameters follow. */
export function mappingFinding(mapped: number, problems: readonly EntryProblem[]): Finding {
  const [first] = problems;
  if (!first) return { code: 'MAPPED', params: { count: mapped } };
  const params = { ...first.params, dn: first.dn, problem: first.code };
  return mapped === 0
    ? { code: 'NOTHING_MAPPED', params: { ...params, count: problems.length }, outcome: 'failed' }
    : {
        code: 'MAPPED_WITH_PROBLEMS',
        params: { ...params, count: problems.length, total: mapped + problems.length },
        outcome: 'warning',
      };
}
