import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

import { ConfigurationError } from './configuration-error.js';
import { Environment } from './environment.js';
import type { DatabaseConfig, HostConfig } from './host-config.js';
import { ldapSeed } from './ldap-seed.js';
import { incompleteNotifications, notificationConfig } from './notification-config.js';
import { readOrCreateSettingsKey } from './settings-key.js';
import { proxiesIn } from './trusted-proxies.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and validates the configuration of the host. Throws a `ConfigurationError` that names each invalid variable.
 *
 * @param args command-line arguments. `--role` takes precedence over the variable `ROLE`.
 */
export function readHostConfig(variables: Variables, args: readonly string[] = []): HostConfig {
  const environment = validated({ ...variables, ...roleIn(args) });
  const dataFolder = resolve(environment.DATA_DIR);
  return {
    host: environment.HOST,
    port: environment.PORT,
    trustedProxies: proxiesIn(environment.TRUSTED_PROXIES ?? ''),
    role: environment.ROLE,
    logLevel: environment.LOG_LEVEL,
    dataFolder,
    database: databaseOf(environment, dataFolder),
    settingsKey: environment.SETTINGS_KEY ?? generatedKey(environment, dataFolder),
    passwords: {
      ...(environment.ADMIN_PASSWORD && { admin: environment.ADMIN_PASSWORD }),
      ...(environment.OPERATOR_PASSWORD && { operator: environment.OPERATOR_PASSWORD }),
    },
    auditRetentionDays: environment.AUDIT_RETENTION_DAYS,
    runRetention: { days: environment.RUN_RETENTION_DAYS, count: environment.RUN_RETENTION_COUNT },
    userLockSeconds: environment.USER_LOCK_SECONDS,
    notifications: notificationConfig(environment),
    allowedTargets: environment.LDAP_ALLOWED_TARGETS?.split(/[\s,]+/).filter((target) => target !== ''),
    seed: ldapSeed(environment),
  };
}

function roleIn(args: readonly string[]): { ROLE?: string } {
  try {
    const { values } = parseArgs({ args: [...args], options: { role: { type: 'string' } } });
    return values.role === undefined ? {} : { ROLE: values.role };
  } catch (error) {
    throw new ConfigurationError([{ variable: 'command line', reason: (error as Error).message }]);
  }
}

function validated(variables: Variables): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const issues = [
    ...validateSync(environment, { stopAtFirstError: true }).map(issueOf),
    ...incompleteNotifications(environment),
  ];
  if (['admin', 'operator', 'worker'].includes(environment.ROLE) && !environment.DATABASE_URL) {
    const reason = 'requires DATABASE_URL, because processes with different roles share a database';
    issues.push({ variable: 'ROLE', reason });
  }
  if (issues.length > 0) throw new ConfigurationError(issues);
  return environment;
}

function issueOf({ property, constraints }: ValidationError): { variable: string; reason: string } {
  return { variable: property, reason: Object.values(constraints ?? {})[0] ?? 'is not valid' };
}

function databaseOf(environment: Environment, dataFolder: string): DatabaseConfig {
  return environment.DATABASE_URL
    ? { kind: 'postgresql', url: environment.DATABASE_URL }
    : { kind: 'embedded', folder: resolve(dataFolder, 'database') };
}

function generatedKey(environment: Environment, dataFolder: string): string {
  if (!environment.DATABASE_URL) return readOrCreateSettingsKey(dataFolder);
  const reason = 'is required with DATABASE_URL, because all processes that share the database must use the same key';
  throw new ConfigurationError([{ variable: 'SETTINGS_KEY', reason }]);
}
