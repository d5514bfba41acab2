import { BlockList, isIP } from 'node:net';

import { optionInvalid } from '../../contract/option-errors.js';
import type { LdapUrl } from '../../settings/rules/ldap-url.js';
import { targetRefused } from './directory-errors.js';

/**
 * Link-local addresses, where cloud platforms serve credentials, also as IPv6 addresses that stand for an IPv4 address
 * (compatible, translated, NAT64 and 6to4; `BlockList` itself recognizes mapped ones).
 */
const LINK_LOCAL = listOf(
  ['169.254.0.0', 16],
  ['fe80::', 10],
  ['::169.254.0.0', 112],
  ['::ffff:0:169.254.0.0', 112],
  ['64:ff9b::169.254.0.0', 112],
  ['64:ff9b:1::169.254.0.0', 112],
  ['2002:a9fe::', 32],
  ['fd00:ec2::254', 128],
);

interface Target {
  /** Absent: any port. */
  readonly port: number | undefined;
  /** For a name with or without a wildcard. */
  readonly hasName?: (name: string) => boolean;
  /** For an address or a network. */
  readonly addresses?: BlockList;
}

/** The directory servers that the add-on may connect to. Link-local addresses are never allowed. */
export class AllowedTargets {
  private constructor(private readonly targets: readonly Target[] | undefined) {}

  /**
   * @param entries names (`ldap.corp.example`), names with a wildcard (`*.corp.example`), addresses and networks
   * (`10.1.0.0/16`, `[2001:db8::]/32`), each with a port if only that one is allowed (`ldap.corp.example:636`). Absent: all.
   * Throws `OPTIONS_INVALID`.
   */
  static of(entries: readonly string[] | undefined): AllowedTargets {
    return new AllowedTargets(entries?.map((entry) => parseTarget(entry)));
  }

  /** Before a name is resolved. Throws `LDAP_TARGET_REFUSED` if no address of the server can be allowed. */
  assertServer(url: string, { host, port }: LdapUrl): void {
    const name = nameOf(host);
    const mayBe = (target: Target) => target.hasName === undefined || (isIP(host) === 0 && target.hasName(name));
    if (!this.onPort(port).some(mayBe)) throw targetRefused(url);
  }

  /** The addresses to which connections are allowed. Throws `LDAP_TARGET_REFUSED` if there are none. */
  allowed(url: string, { host, port }: LdapUrl, addresses: readonly string[]): readonly string[] {
    const targets = this.onPort(port);
    const isNamed = isIP(host) === 0 && targets.some(({ hasName }) => hasName?.(nameOf(host)));
    const allowed = addresses.filter(
      (address) => !includes(LINK_LOCAL, address) && (isNamed || targets.some((target) => covers(target, address))),
    );
    if (allowed.length === 0) throw targetRefused(url);
    return allowed;
  }

  private onPort(port: number): readonly Target[] {
    const all: readonly Target[] = this.targets ?? [{ port: undefined }];
    return all.filter((target) => target.port === undefined || target.port === port);
  }
}

/** A target with neither name nor addresses stands for all. */
function covers({ hasName, addresses }: Target, address: string): boolean {
  return addresses ? includes(addresses, address) : hasName === undefined;
}

function includes(list: BlockList, address: string): boolean {
  const [withoutZone = ''] = address.split('%');
  return list.check(withoutZone, familyOf(withoutZone));
}

const NAME = /^(?<wildcard>\*\.)?(?<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(?::(?<port>\d{1,5}))?$/;
const IPV4 = /^(?<address>[\d.]+)(?:\/(?<prefix>\d{1,2}))?(?::(?<port>\d{1,5}))?$/;
const IPV6 = /^(?<address>[0-9a-f:.]+)(?:\/(?<prefix>\d{1,3}))?$/;
const IPV6_IN_BRACKETS = /^\[(?<address>[0-9a-f:.]+)\](?:\/(?<prefix>\d{1,3}))?(?::(?<port>\d{1,5}))?$/;

function parseTarget(entry: string): Target {
  const text = entry.trim().toLowerCase();
  const network = [IPV4, IPV6, IPV6_IN_BRACKETS].map((pattern) => pattern.exec(text)?.groups).find(isNetwork);
  const { wildcard, name, port, ...found } = network ?? NAME.exec(text)?.groups ?? {};
  const portNumber = port === undefined ? undefined : Number(port);
  const isPort = portNumber === undefined || (portNumber >= 1 && portNumber <= 65_535);
  if (network && isPort) {
    return { port: portNumber, addresses: listOf([found['address'] ?? '', prefixOf(network)]) };
  }
  if (name === undefined || !isPort || /^[\d.]+$/.test(name)) {
    throw optionInvalid('allowedTargets', `"${entry}" is not a host name, an address or a network`);
  }
  return { port: portNumber, hasName: (host) => (wildcard ? host.endsWith(`.${name}`) : host === name) };
}

type Groups = Readonly<Record<string, string | undefined>>;

function isNetwork(groups: Groups | undefined): groups is Groups {
  const address = groups?.['address'] ?? '';
  return groups !== undefined && isIP(address) !== 0 && prefixOf(groups) <= bitsOf(address);
}

function prefixOf({ address = '', prefix }: Groups): number {
  return prefix === undefined ? bitsOf(address) : Number(prefix);
}

function bitsOf(address: string): number {
  return isIP(address) === 6 ? 128 : 32;
}

function listOf(...networks: readonly (readonly [address: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks) list.addSubnet(address, prefix, familyOf(address));
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
