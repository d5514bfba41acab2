import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

import { ConfigurationError } from './configuration-error.js';
import { Environment } from './environment.js';
import type { DatabaseConfig, HostConfig } from './host-config.js';
import { ldapSeed } from './ldap-seed.js';
import { settingsKeyIn } from './settings-key.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the host is started with. Throws a `ConfigurationError` that names each variable that is wrong.
 *
 * @param args the command line: `--role admin` comes before the variable `ROLE`.
 */
export function readHostConfig(variables: Variables, args: readonly string[] = []): HostConfig {
  const environment = checked({ ...variables, ...roleIn(args) });
  const dataFolder = resolve(environment.DATA_DIR);
  return {
    host: environment.HOST,
    port: environment.PORT,
    role: environment.ROLE,
    logLevel: environment.LOG_LEVEL,
    dataFolder,
    database: databaseOf(environment, dataFolder),
    settingsKey: environment.SETTINGS_KEY ?? madeKey(environment, dataFolder),
    passwords: {
      ...(environment.ADMIN_PASSWORD && { admin: environment.ADMIN_PASSWORD }),
      ...(environment.OPERATOR_PASSWORD && { operator: environment.OPERATOR_PASSWORD }),
    },
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

function checked(variables: Variables): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const faults = validateSync(environment, { stopAtFirstError: true }).map(faultOf);
  if (['admin', 'operator', 'worker'].includes(environment.ROLE) && !environment.DATABASE_URL) {
    const reason = 'a process with a role of its own shares its database with others: set DATABASE_URL';
    faults.push({ variable: 'ROLE', reason });
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return environment;
}

function faultOf({ property, constraints }: ValidationError): { variable: string; reason: string } {
  return { variable: property, reason: Object.values(constraints ?? {})[0] ?? 'is not valid' };
}

function databaseOf(environment: Environment, dataFolder: string): DatabaseConfig {
  return environment.DATABASE_URL
    ? { kind: 'postgresql', url: environment.DATABASE_URL }
    : { kind: 'embedded', folder: resolve(dataFolder, 'database') };
}

function madeKey(environment: Environment, dataFolder: string): string {
  if (!environment.DATABASE_URL) return settingsKeyIn(dataFolder);
  const reason =
    'is needed with DATABASE_URL: every process on that database must open the same secrets, so no key is made for one of them';
  throw new ConfigurationError([{ variable: 'SETTINGS_KEY', reason }]);
}
