import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ConfigurationError } from './configuration-error.js';

/** Returns the key stored beside the embedded database, and creates it if it is missing. */
export function readOrCreateSettingsKey(dataFolder: string): string {
  const path = keyFile(dataFolder);
  return withFile(path, () => {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    if (readIfPresent(newKeyFile(dataFolder)) !== undefined) throw interrupted(newKeyFile(dataFolder));
    return existingKey(path) ?? createKey(path);
  });
}

/** The key stored beside the embedded database, or undefined. */
export function storedSettingsKey(dataFolder: string): string | undefined {
  const path = keyFile(dataFolder);
  return withFile(path, () => existingKey(path));
}

/** The key that replaces the stored one. The one of an interrupted change is used again. */
export function readOrCreateNewSettingsKey(dataFolder: string): string {
  const path = newKeyFile(dataFolder);
  return withFile(path, () => existingKey(path) ?? createKey(path));
}

export function keyFile(dataFolder: string): string {
  return join(dataFolder, 'settings.key');
}

export function newKeyFile(dataFolder: string): string {
  return join(dataFolder, 'settings.key.new');
}

function withFile(path: string, work: () => string): string;
function withFile(path: string, work: () => string | undefined): string | undefined;
function withFile(path: string, work: () => string | undefined): string | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ConfigurationError([{ variable: 'DATA_DIR', reason: `${path} cannot be read or created (${code})` }]);
  }
}

function existingKey(path: string): string | undefined {
  const key = readIfPresent(path)?.trim();
  if (key === undefined || key.length >= 32) return key;
  // A truncated key would encrypt new secrets but could not decrypt the existing ones.
  throw new ConfigurationError([
    {
      variable: 'SETTINGS_KEY',
      reason: `${path} is damaged. Restore the file, or set SETTINGS_KEY to the key that it contained`,
    },
  ]);
}

function interrupted(path: string): ConfigurationError {
  const reason = `${path} exists, because a change of the key was interrupted. Run "ldap-batch-sync rekey" to complete it`;
  return new ConfigurationError([{ variable: 'SETTINGS_KEY', reason }]);
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function createKey(path: string): string {
  const key = randomBytes(32).toString('base64');
  try {
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx', flush: true });
    return key;
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? existingKey(path) : undefined;
    if (other === undefined) throw error;
    return other;
  }
}
