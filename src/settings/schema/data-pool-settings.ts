import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { DEFAULT_DATA_POOL } from '../../contract/data-pool-names.js';
import { bindNameViolation } from '../rules/bind-name.js';
import { certificateViolation } from '../rules/certificates.js';
import { clientCertificateViolation, clientKeyViolation } from '../rules/client-certificate.js';
import { MAX_URLS, authenticationViolation, bindPasswordViolation, urlViolations } from '../rules/data-pool-rules.js';
import { cleanDistinguishedName } from '../rules/distinguished-name.js';
import { serverNameViolation } from '../rules/ldap-url.js';
import { resourceNameViolation } from '../rules/resource-name.js';
import { PlainText, objectViolation } from '../rules/plain-text.js';
import { FollowsRule, withCode, withLimit } from '../rules/rule.js';
import { Cleaned, trimBlanks } from '../rules/white-space.js';

export const TLS_MODES = ['none', 'starttls', 'ldaps'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export const TLS_VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** The kinds of directory: `automatic` recognizes the product by its root DSE. */
export const DIALECT_CHOICES = [
  'automatic',
  'activeDirectory',
  'directoryServer',
  'freeIpa',
  'openLdap',
  'ldap',
] as const;
export type DialectChoice = (typeof DIALECT_CHOICES)[number];

export const AUTHENTICATIONS = ['simple', 'external'] as const;
export type Authentication = (typeof AUTHENTICATIONS)[number];

/** Connection security. */
export class TlsSettings {
  @IsIn(TLS_MODES, withCode('tlsMode'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.mode.title',
    description: 'i18n:settings:dataPool.tls.mode.help',
    oneOf: TLS_MODES.map((mode) => ({ const: mode, title: `i18n:settings:dataPool.tls.mode.${mode}` })),
  })
  mode: TlsMode = 'none';

  @IsIn(TLS_VERSIONS, withCode('tlsVersion'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.minVersion.title',
    description: 'i18n:settings:dataPool.tls.minVersion.help',
    oneOf: TLS_VERSIONS.map((version) => ({ const: version, title: version.replace('v', ' ') })),
  })
  minVersion: TlsVersion = 'TLSv1.2';

  /** Trusted certificate authorities as PEM; absent: those of the operating system. */
  @IsOptional()
  @FollowsRule('isCertificate', (value) => certificateViolation(value))
  @MaxLength(65_536, withLimit(65_536))
  @IsString()
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.ca.title',
    description: 'i18n:settings:dataPool.tls.ca.help',
    format: 'certificate',
  })
  ca?: string;

  /** The name in the server certificate; empty: the host of the address. */
  @FollowsRule('isServerName', serverNameViolation)
  @PlainText(253)
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.serverName.title',
    description: 'i18n:settings:dataPool.tls.serverName.help',
  })
  @Cleaned(trimBlanks)
  serverName = '';

  /** The certificate with which the add-on identifies itself, as PEM, then those that lead to its authority; empty: none. */
  @FollowsRule('isClientCertificate', clientCertificateViolation)
  @MaxLength(65_536, withLimit(65_536))
  @IsString()
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.clientCertificate.title',
    description: 'i18n:settings:dataPool.tls.clientCertificate.help',
    format: 'certificate',
  })
  clientCertificate = '';

  /** The private key of `clientCertificate` as PEM. Clear text in memory only: encrypted at rest, never part of a response. */
  @FollowsRule('isClientKey', clientKeyViolation)
  @MaxLength(16_384, withLimit(16_384))
  @IsString()
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.clientKey.title',
    description: 'i18n:settings:dataPool.tls.clientKey.help',
    format: 'password',
    writeOnly: true,
  })
  clientKey?: string = '';
}

/** One configured LDAP source. It is not configured yet while `urls` is empty. */
export class DataPoolSettings {
  /** Its name, by which jobs refer to it. */
  @FollowsRule('isResourceName', resourceNameViolation)
  @JSONSchema({
    type: 'string',
    title: 'i18n:settings:dataPool.name.title',
    description: 'i18n:settings:dataPool.name.help',
  })
  name = DEFAULT_DATA_POOL;

  /** `ldap://` or `ldaps://`, tried in this order. */
  @FollowsRule('isLdapUrls', urlViolations)
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:dataPool.urls.title',
    description: 'i18n:settings:dataPool.urls.help',
    items: { type: 'string', format: 'ldap-url' },
    maxItems: MAX_URLS,
  })
  @Cleaned(trimBlanks)
  urls: string[] = [];

  @ValidateNested()
  @Type(() => TlsSettings)
  @FollowsRule('isObject', objectViolation)
  tls = new TlsSettings();

  /** A DN, a user principal name (`reader@corp.example`) or `DOMAIN\user`, sent as typed. Empty: anonymous bind. */
  @FollowsRule('isBindName', bindNameViolation)
  @PlainText(1_000)
  @JSONSchema({ title: 'i18n:settings:dataPool.bindDn.title', description: 'i18n:settings:dataPool.bindDn.help' })
  @Cleaned(cleanDistinguishedName)
  bindDn = '';

  /** Clear text in memory only: encrypted at rest, never part of a response. */
  @FollowsRule('isPassword', bindPasswordViolation)
  @MaxLength(2_048, withLimit(2_048))
  @IsString()
  @JSONSchema({
    title: 'i18n:settings:dataPool.bindPassword.title',
    description: 'i18n:settings:dataPool.bindPassword.help',
    format: 'password',
    writeOnly: true,
  })
  bindPassword?: string = '';

  /** With name and password (or anonymously), or with the client certificate (SASL EXTERNAL). */
  @FollowsRule('isAuthentication', authenticationViolation)
  @IsIn(AUTHENTICATIONS, withCode('authentication'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.authentication.title',
    description: 'i18n:settings:dataPool.authentication.help',
    oneOf: AUTHENTICATIONS.map((kind) => ({ const: kind, title: `i18n:settings:dataPool.authentication.${kind}` })),
  })
  authentication: Authentication = 'simple';

  /** What decides how entries are identified and who is active. */
  @IsIn(DIALECT_CHOICES, withCode('dialect'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.dialect.title',
    description: 'i18n:settings:dataPool.dialect.help',
    oneOf: DIALECT_CHOICES.map((choice) => ({ const: choice, title: `i18n:settings:dataPool.dialect.${choice}` })),
  })
  dialect: DialectChoice = 'automatic';

  /** Entries requested per page (RFC 2696). */
  @Max(1_000, withLimit(1_000))
  @Min(1, withLimit(1))
  @IsInt()
  @JSONSchema({
    type: 'integer',
    title: 'i18n:settings:dataPool.pageSize.title',
    description: 'i18n:settings:dataPool.pageSize.help',
  })
  pageSize = 200;

  /** Seconds in which a server must accept a connection, for each of its addresses, and answer a TLS handshake. */
  @Max(60, withLimit(60))
  @Min(1, withLimit(1))
  @IsInt()
  @JSONSchema({
    type: 'integer',
    title: 'i18n:settings:dataPool.connectSeconds.title',
    description: 'i18n:settings:dataPool.connectSeconds.help',
  })
  connectSeconds = 5;

  /** Seconds without a byte after which a server counts as silent. */
  @Max(3_600, withLimit(3_600))
  @Min(1, withLimit(1))
  @IsInt()
  @JSONSchema({
    type: 'integer',
    title: 'i18n:settings:dataPool.responseSeconds.title',
    description: 'i18n:settings:dataPool.responseSeconds.help',
  })
  responseSeconds = 60;
}
