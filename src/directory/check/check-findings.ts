import { BlockList } from 'node:net';

import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { Sample } from './check-sample.js';
import type { Finding } from './check-steps.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Warns about a connection without TLS, unless it stays on this machine. */
export function tlsFinding({ tls, bindDn }: DataPoolSettings, addresses: readonly string[]): Finding {
  if (tls.mode !== 'none') return { code: 'TLS_ESTABLISHED', params: {} };
  if (addresses.every((address) => LOOPBACK.check(address, address.includes(':') ? 'ipv6' : 'ipv4'))) {
    return { code: 'TLS_NOT_NEEDED', params: {} };
  }
  return { code: bindDn === '' ? 'TLS_NOT_USED' : 'TLS_PASSWORD_IN_CLEAR', params: {}, outcome: 'warning' };
}

export function bindFinding({ bindDn }: DataPoolSettings): Finding {
  return bindDn === '' ? { code: 'BIND_ANONYMOUS', params: {} } : { code: 'BIND_ACCEPTED', params: { bindDn } };
}

export function searchFinding({ entries, more }: Sample, { baseDn, filter }: DataPoolSettings): Finding {
  if (entries.length === 0) return { code: 'SEARCH_EMPTY', params: { baseDn, filter }, outcome: 'warning' };
  return { code: more ? 'SEARCH_FOUND_MORE' : 'SEARCH_FOUND', params: { count: entries.length } };
}
