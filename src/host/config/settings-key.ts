import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ConfigurationError } from './configuration-error.js';

const KEY_FILE = 'settings.key';

/** Returns the key stored beside the embedded database, and creates it if it is missing. */
export function readOrCreateSettingsKey(dataFolder: string): string {
  const path = join(dataFolder, KEY_FILE);
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    return existingKey(path) ?? newKey(path);
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

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function newKey(path: string): string {
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
