import { isDeepStrictEqual } from 'node:util';

import { isJsonObject, type JsonObject } from '../json-object.js';
import { cleanDistinguishedName } from '../rules/distinguished-name.js';
import { KEPT_KEY } from '../rules/client-certificate.js';
import { parseLdapUrl } from '../rules/ldap-url.js';

/** A setting of a data pool that is encrypted at rest and never part of a response. */
export interface PoolSecret {
  /** Where it stands in the data pool. A response has `<name>Set` in its place. */
  readonly path: readonly [string, ...string[]];
  /** Replaces it where its value does not matter. */
  readonly placeholder: string;
  /** Why it must be entered again: a key in `i18n/<language>/validation.json`. */
  readonly requiredAgain: string;
  /** Whether a data pool has a use for it. */
  isNeeded(pool: JsonObject): boolean;
  /** Whether it was entered for what `before` says, and not for what `after` says. */
  isForOther(before: JsonObject, after: JsonObject): boolean;
}

const BIND_PASSWORD: PoolSecret = {
  path: ['bindPassword'],
  placeholder: '********',
  requiredAgain: 'passwordForOtherServer',
  isNeeded: ({ bindDn = '' }) => bindDn !== '',
  isForOther: changesTarget,
};

/** It is never sent, whatever the server: only another certificate needs another key. */
const CLIENT_KEY: PoolSecret = {
  path: ['tls', 'clientKey'],
  placeholder: KEPT_KEY,
  requiredAgain: 'keyForOtherCertificate',
  isNeeded: (pool) => certificateOf(pool) !== '',
  isForOther: (before, after) => certificateOf(before) !== certificateOf(after),
};

export const POOL_SECRETS: readonly PoolSecret[] = [BIND_PASSWORD, CLIENT_KEY];

/** Dotted path of the setting, as in `FieldError.field`. */
export function fieldOf({ path }: PoolSecret): string {
  return ['dataPool', ...path].join('.');
}

/** The secret as it stands in a data pool: in clear text, encrypted, or a placeholder. Undefined if there is none. */
export function secretIn(pool: unknown, { path }: PoolSecret): string | undefined {
  const found = valueAt(pool, path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Whether a part of a data pool says something about the secret. */
export function mentionsSecret(part: unknown, { path }: PoolSecret): boolean {
  const owner = valueAt(part, path.slice(0, -1));
  return isJsonObject(owner) && Object.hasOwn(owner, path.at(-1) ?? '');
}

/** Whether a part of a data pool removes the secret, with `null`. */
export function removesSecret(part: unknown, { path }: PoolSecret): boolean {
  return valueAt(part, path) === null;
}

/** The data pool with another value of the secret. */
export function withSecret(pool: JsonObject, { path }: PoolSecret, value: string): JsonObject {
  return replaced(pool, path, (name) => [[name, value]]);
}

/**
 * The data pool with what tells whether the secret is stored, in its place. What should hold the secret and is no object was
 * edited by hand and may be the secret: it is left out.
 */
export function withoutSecretValue(pool: JsonObject, secret: PoolSecret): JsonObject {
  const isSet = secretIn(pool, secret) !== undefined;
  const [first, ...rest] = secret.path;
  const isMisplaced = rest.length > 0 && pool[first] !== undefined && !isJsonObject(pool[first]);
  return isMisplaced
    ? replaced(pool, [first], () => [])
    : replaced(pool, secret.path, (name) => [[`${name}Set`, isSet]]);
}

/** The data pool without what a response has in place of the secret. */
export function withoutSetFlag(pool: JsonObject, { path }: PoolSecret): JsonObject {
  const flag = [...path.slice(0, -1), `${path.at(-1)}Set`] as const;
  return replaced(pool, flag, () => []);
}

function valueAt(pool: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), pool);
}

type Members = readonly (readonly [name: string, value: unknown])[];

/** Replaces the last name of the path with other members, in its place. An object that is missing on the way is not made. */
function replaced(object: JsonObject, path: readonly string[], members: (name: string) => Members): JsonObject {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    const others = Object.hasOwn(object, name) ? object : { ...object, [name]: undefined };
    return Object.fromEntries(
      Object.entries(others).flatMap(([key, value]): Members => (key === name ? members(name) : [[key, value]])),
    ) as JsonObject;
  }
  const inner = object[name];
  return isJsonObject(inner) ? { ...object, [name]: replaced(inner, rest, members) } : object;
}

/**
 * Whether the password of `before` would be sent to another server, for another user or over another kind of connection
 * if it were used with `after`.
 */
function changesTarget(before: JsonObject, after: JsonObject): boolean {
  const knownServers = new Set(serversOf(before));
  return (
    bindUserOf(before) !== bindUserOf(after) ||
    !isDeepStrictEqual(tlsOf(before), tlsOf(after)) ||
    !serversOf(after).every((server) => knownServers.has(server))
  );
}

function bindUserOf({ bindDn }: JsonObject): unknown {
  return typeof bindDn === 'string' ? cleanDistinguishedName(bindDn) : bindDn;
}

function serversOf({ urls }: JsonObject): readonly string[] {
  if (!Array.isArray(urls)) return [];
  return urls.map((url: unknown) => {
    if (typeof url !== 'string') return JSON.stringify(url);
    const { scheme, host, port } = parseLdapUrl(url);
    return `${scheme}://${host.toLowerCase()}:${port}`;
  });
}

function tlsOf({ tls }: JsonObject): readonly unknown[] {
  const { mode = 'none', ca = '', serverName = '' } = isJsonObject(tls) ? tls : {};
  return [mode, ca, serverName];
}

function certificateOf({ tls }: JsonObject): unknown {
  return (isJsonObject(tls) ? tls['clientCertificate'] : undefined) ?? '';
}
