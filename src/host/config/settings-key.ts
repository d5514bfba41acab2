import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ConfigurationError } from './configuration-error.js';

const KEY_FILE = 'settings.key';

/** The key that lies beside the embedded database, made when there is none. */
export function settingsKeyIn(dataFolder: string): string {
  const path = join(dataFolder, KEY_FILE);
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    return existingKey(path) ?? newKey(path);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ConfigurationError([{ variable: 'DATA_DIR', reason: `${path} cannot be read or made (${code})` }]);
  }
}

function existingKey(path: string): string | undefined {
  const key = readIfThere(path)?.trim();
  if (key === undefined || key.length >= 32) return key;
  // A key that lost its end would seal new secrets and open none of the old ones.
  throw new ConfigurationError([
    { variable: 'SETTINGS_KEY', reason: `${path} is damaged: restore it, or set SETTINGS_KEY to the key it held` },
  ]);
}

function readIfThere(path: string): string | undefined {
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
