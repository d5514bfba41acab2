import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { refuseCertificates } from '../rules/certificates.js';
import { MAX_URLS, refuseBase, refuseBindDn, refusePassword, refuseUrls } from '../rules/data-pool-rules.js';
import { refuseFilter } from '../rules/ldap-filter.js';
import { PlainText, refuseNonObject } from '../rules/plain-text.js';
import { FollowsRule, withCode } from '../rules/rule.js';

export const TLS_MODES = ['none', 'starttls', 'ldaps'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** How the connection to a directory is protected. */
export class TlsSettings {
  @IsIn(TLS_MODES, withCode('tlsMode'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.mode.title',
    description: 'i18n:settings:dataPool.tls.mode.help',
    oneOf: TLS_MODES.map((mode) => ({ const: mode, title: `i18n:settings:dataPool.tls.mode.${mode}` })),
  })
  mode: TlsMode = 'none';

  /** Certificate authorities to trust, PEM; absent: those of the system. */
  @IsOptional()
  @FollowsRule('isCertificate', (value) => refuseCertificates(value))
  @MaxLength(65_536, withCode('maxLength'))
  @IsString(withCode('isString'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.tls.ca.title',
    description: 'i18n:settings:dataPool.tls.ca.help',
    format: 'certificate',
  })
  ca?: string;
}

/** One configured LDAP source. Without servers and base there is no directory yet. */
export class DataPoolSettings {
  /** `ldap://` or `ldaps://`, tried in order. */
  @FollowsRule('isLdapUrls', refuseUrls)
  @IsArray(withCode('isArray'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.urls.title',
    description: 'i18n:settings:dataPool.urls.help',
    items: { type: 'string', format: 'ldap-url' },
    maxItems: MAX_URLS,
  })
  urls: string[] = [];

  /** Empty: anonymous. */
  @FollowsRule('isBindDn', refuseBindDn)
  @PlainText(1_000)
  @JSONSchema({ title: 'i18n:settings:dataPool.bindDn.title', description: 'i18n:settings:dataPool.bindDn.help' })
  bindDn = '';

  /** In the clear only in memory: sealed at rest, never sent out. */
  @FollowsRule('isPassword', refusePassword)
  @MaxLength(2_048, withCode('maxLength'))
  @IsString(withCode('isString'))
  @JSONSchema({
    title: 'i18n:settings:dataPool.bindPassword.title',
    description: 'i18n:settings:dataPool.bindPassword.help',
    format: 'password',
    writeOnly: true,
  })
  bindPassword?: string = '';

  @FollowsRule('isBaseDn', refuseBase)
  @PlainText(1_000)
  @JSONSchema({ title: 'i18n:settings:dataPool.baseDn.title', description: 'i18n:settings:dataPool.baseDn.help' })
  baseDn = '';

  /** RFC 4515. */
  @FollowsRule('isFilter', refuseFilter)
  @PlainText(4_000)
  @JSONSchema({ title: 'i18n:settings:dataPool.filter.title', description: 'i18n:settings:dataPool.filter.help' })
  filter = '(objectClass=inetOrgPerson)';

  /** Entries asked for per page (RFC 2696). */
  @Max(1_000, withCode('max'))
  @Min(1, withCode('min'))
  @IsInt(withCode('isInt'))
  @JSONSchema({
    type: 'integer',
    title: 'i18n:settings:dataPool.pageSize.title',
    description: 'i18n:settings:dataPool.pageSize.help',
  })
  pageSize = 200;

  @ValidateNested()
  @Type(() => TlsSettings)
  @FollowsRule('isObject', refuseNonObject)
  tls = new TlsSettings();
}
