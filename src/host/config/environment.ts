import { Transform } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';

import { LANGUAGES } from '../../i18n/languages.js';
import { areMailAddresses, isWebhookUrl } from './notification-config.js';
import { PROCESS_ROLES, type ProcessRole } from './process-role.js';
import { areProxies } from './trusted-proxies.js';

const PASSWORD_TOO_SHORT = { message: 'must have at least 8 characters' };
const LDAP_URLS = /^ldaps?:\/\/[^\s,/]+\/?([\s,]+ldaps?:\/\/[^\s,/]+\/?)*$/i;

/** Environment variables of the host. An empty variable counts as absent. */
export class Environment {
  @IsString()
  HOST = '127.0.0.1';

  @Transform(({ value }) => (/^\d+$/.test(String(value)) ? Number(value) : value))
  @IsInt({ message: 'must be a port number' })
  @Min(0, { message: 'must be a port number, 0 to 65535 (0: any free one)' })
  @Max(65_535, { message: 'must be a port number, 0 to 65535 (0: any free one)' })
  PORT = 3000;

  /** Separated by spaces or commas. */
  @IsOptional()
  @ValidateBy(
    { name: 'areProxies', validator: { validate: areProxies } },
    { message: 'must be loopback, addresses or networks (10.0.0.7, 10.0.0.0/8), separated by spaces or commas' },
  )
  TRUSTED_PROXIES?: string;

  @IsString()
  DATA_DIR = '.data';

  @IsOptional()
  @IsUrl(
    { protocols: ['postgres', 'postgresql'], require_protocol: true, require_tld: false, require_host: false },
    { message: 'must be a PostgreSQL address, postgresql://user:password@host:5432/database' },
  )
  DATABASE_URL?: string;

  @IsOptional()
  @MinLength(32, { message: 'must have at least 32 characters, for example from: openssl rand -base64 32' })
  SETTINGS_KEY?: string;

  @IsOptional()
  @MinLength(8, PASSWORD_TOO_SHORT)
  ADMIN_PASSWORD?: string;

  @IsOptional()
  @MinLength(8, PASSWORD_TOO_SHORT)
  OPERATOR_PASSWORD?: string;

  @IsIn(PROCESS_ROLES, { message: `must be one of ${PROCESS_ROLES.join(', ')}` })
  ROLE: ProcessRole = 'all';

  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
    message: 'must be one of trace, debug, info, warn, error, silent',
  })
  LOG_LEVEL = 'info';

  @Transform(({ value }) => (/^\d+$/.test(String(value)) ? Number(value) : value))
  @IsInt({ message: 'must be a number of days' })
  @Min(1, { message: 'must be 1 to 36500 days' })
  @Max(36_500, { message: 'must be 1 to 36500 days' })
  AUDIT_RETENTION_DAYS = 400;

  @Transform(({ value }) => (/^\d+$/.test(String(value)) ? Number(value) : value))
  @IsInt({ message: 'must be a number of days' })
  @Min(1, { message: 'must be 1 to 36500 days' })
  @Max(36_500, { message: 'must be 1 to 36500 days' })
  RUN_RETENTION_DAYS = 400;

  @Transform(({ value }) => (/^\d+$/.test(String(value)) ? Number(value) : value))
  @IsInt({ message: 'must be a number of runs' })
  @Min(1, { message: 'must be 1 to 10000000 runs' })
  @Max(10_000_000, { message: 'must be 1 to 10000000 runs' })
  RUN_RETENTION_COUNT = 100_000;

  @Transform(({ value }) => (/^\d+$/.test(String(value)) ? Number(value) : value))
  @IsInt({ message: 'must be a number of seconds' })
  @Min(1, { message: 'must be 1 to 3600 seconds' })
  @Max(3_600, { message: 'must be 1 to 3600 seconds' })
  USER_LOCK_SECONDS = 30;

  /** Where people reach the host. */
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true },
    { message: 'must be the address of the host as people see it, https://idm.example.org' },
  )
  PUBLIC_URL?: string;

  @IsOptional()
  @ValidateBy(
    { name: 'isWebhookUrl', validator: { validate: isWebhookUrl } },
    { message: 'must be an http or https address without a user, and not link-local' },
  )
  NOTIFY_WEBHOOK_URL?: string;

  @IsOptional()
  @MinLength(24, { message: 'must have at least 24 characters, for example from: openssl rand -base64 32' })
  NOTIFY_WEBHOOK_SECRET?: string;

  @IsOptional()
  @Matches(/^smtps?:\/\/[^\s/]+\/?(\?\S*)?$/i, {
    message: 'must be a mail server, smtp://user:password@host:587 or smtps://host',
  })
  NOTIFY_SMTP_URL?: string;

  @IsOptional()
  @IsEmail({ allow_display_name: true, require_tld: false }, { message: 'must be a mail address' })
  NOTIFY_MAIL_FROM?: string;

  /** Separated by spaces or commas. */
  @IsOptional()
  @ValidateBy(
    { name: 'areMailAddresses', validator: { validate: areMailAddresses } },
    { message: 'must be mail addresses, separated by spaces or commas' },
  )
  NOTIFY_MAIL_TO?: string;

  @IsOptional()
  @IsIn(LANGUAGES, { message: `must be one of ${LANGUAGES.join(', ')}` })
  NOTIFY_LANGUAGE?: string;

  @IsOptional()
  @Matches(LDAP_URLS, {
    message: 'must be one or more addresses like ldap://host:389 or ldaps://host, separated by spaces or commas',
  })
  LDAP_URL?: string;

  @IsOptional()
  @IsString()
  LDAP_BIND_DN?: string;

  @IsOptional()
  @IsString()
  LDAP_BIND_PASSWORD?: string;

  @IsOptional()
  @IsString()
  LDAP_BASE_DN?: string;

  @IsOptional()
  @IsString()
  LDAP_FILTER?: string;

  @IsOptional()
  @IsString()
  LDAP_CA_FILE?: string;

  /** Separated by spaces or commas. The add-on checks each. */
  @IsOptional()
  @IsString()
  LDAP_ALLOWED_TARGETS?: string;
}
