import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

import { ConfigurationError } from '../config/configuration-error.js';
import { HOW_TO_MAKE_A_KEY, keyWeakness } from '../config/key-strength.js';
import { keyFile, newKeyFile, readOrCreateNewSettingsKey, storedSettingsKey } from '../config/settings-key.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The keys of a change, and what belongs to its end. */
export interface KeyChange {
  readonly from: string;
  readonly to: string;
  /** Called when all secrets are encrypted with the new key. */
  complete(): void;
  /** Called when nothing was changed. */
  abandon(): void;
}

/**
 * With `SETTINGS_KEY`, that is the new key, and the old one is `SETTINGS_KEY_OLD`, else the key file of the embedded
 * database, else the answer to a prompt. Without `SETTINGS_KEY`, the key file gets a new key. Throws a
 * `ConfigurationError` if a key is missing or the new one is weak.
 */
export async function keyChange(
  environment: Environment,
  askOldKey: () => Promise<string | undefined>,
): Promise<KeyChange> {
  const dataFolder = resolve(environment['DATA_DIR'] || '.data');
  const given = environment['SETTINGS_KEY'];
  const isEmbedded = !environment['DATABASE_URL'];
  if (!given && !isEmbedded) throw invalid('SETTINGS_KEY', 'must be the new key');
  const weakness = given && keyWeakness(given);
  if (weakness) throw invalid('SETTINGS_KEY', `${weakness}; use a random key, ${HOW_TO_MAKE_A_KEY}`);

  const stored = isEmbedded ? storedSettingsKey(dataFolder) : undefined;
  const from = environment['SETTINGS_KEY_OLD'] || stored || (await askOldKey());
  if (!from || from.length < 32) throw invalid('SETTINGS_KEY_OLD', 'must be the key that was used until now');
  return given ? changeTo(from, given) : changeFile(from, dataFolder);
}

function changeTo(from: string, to: string): KeyChange {
  return { from, to, complete: () => {}, abandon: () => {} };
}

/** The new key has a file of its own until everything is encrypted with it, so that both keys survive a crash. */
function changeFile(from: string, dataFolder: string): KeyChange {
  const path = newKeyFile(dataFolder);
  const wasInterrupted = existsSync(path);
  return {
    from,
    to: readOrCreateNewSettingsKey(dataFolder),
    complete: () => renameSync(path, keyFile(dataFolder)),
    // After an interruption some values may be encrypted with the new key.
    abandon: () => {
      if (!wasInterrupted) rmSync(path, { force: true });
    },
  };
}

function invalid(variable: string, reason: string): ConfigurationError {
  return new ConfigurationError([{ variable, reason }]);
}
