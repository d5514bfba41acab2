import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';

import { type RekeyReport, SettingsSecrets } from '../contract/settings-secrets.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { AesSecretBox } from './aes-secret-box.js';
import { type Places, placesOf, replaceSecrets } from './secrets/stored-secrets.js';
import { poolOfKey } from './data-pools/setting-keys.js';
import { isJsonObject } from './json-object.js';
import { secretsUnreadable } from './settings-errors.js';

/** Encrypts the secrets of the stored settings with another key. */
@Injectable()
export class SettingsSecretsService extends SettingsSecrets {
  constructor(private readonly store: SettingsStore) {
    super();
  }

  async rekey(from: string | Uint8Array, to: string | Uint8Array): Promise<RekeyReport> {
    const rotation = new Rotation(new AesSecretBox(from), new AesSecretBox(to));
    await this.store.replaceAll(
      (stored) => rotation.replace(stored),
      (earlier) => rotation.replaceVersion(earlier),
    );
    return rotation.report;
  }
}

class Rotation {
  private reencrypted = 0;
  private unchanged = 0;
  private readonly unreadable: string[] = [];

  constructor(
    private readonly from: AesSecretBox,
    private readonly to: AesSecretBox,
  ) {}

  get report(): RekeyReport {
    return { reencrypted: this.reencrypted, unchanged: this.unchanged };
  }

  /** Throws `SECRETS_UNREADABLE` with all values that cannot be decrypted. */
  replace(stored: readonly StoredSetting[]): ReadonlyMap<string, unknown> {
    const replaced = new Map<string, unknown>();
    for (const { key, value } of stored) {
      const changed = replacedIn({ key, value }, (sealed, places) => this.reseal(sealed, places));
      if (!isDeepStrictEqual(changed, value)) replaced.set(key, changed);
    }
    if (this.unreadable.length > 0) throw secretsUnreadable(this.unreadable);
    return replaced;
  }

  /** A secret that neither key decrypts stays as it is: nobody can enter the secret of an earlier version again. */
  replaceVersion({ key, value }: StoredSetting): unknown {
    const changed = replacedIn({ key, value }, (sealed, places) => this.resealed(sealed, places) ?? sealed);
    return isDeepStrictEqual(changed, value) ? undefined : changed;
  }

  private reseal(sealed: string, places: Places): string {
    const resealed = this.resealed(sealed, places);
    if (resealed === undefined) this.unreadable.push(places[0]);
    return resealed ?? sealed;
  }

  /** Undefined if neither key decrypts it. */
  private resealed(sealed: string, places: Places): string | undefined {
    const plain = openedAt(this.to, sealed, places) ?? openedAt(this.from, sealed, places);
    if (plain === undefined) return undefined;
    if (this.to.isCurrent(sealed)) {
      this.unchanged += 1;
      return sealed;
    }
    this.reencrypted += 1;
    return this.to.seal(plain, places[0]);
  }
}

/** Replaces the secrets in the row of a job before 0.5.0, or of a data pool. */
function replacedIn(
  { key, value }: Pick<StoredSetting, 'key' | 'value'>,
  replace: (sealed: string, places: Places) => string,
): unknown {
  const name = poolOfKey(key);
  const settings = name !== undefined && isJsonObject(value) ? { dataPool: { ...value, name } } : value;
  const replaced = replaceSecrets(settings, (sealed, secret) => replace(sealed, placesOf(settings, secret)));
  if (name === undefined || !isJsonObject(replaced) || !isJsonObject(replaced['dataPool'])) return replaced;
  const { name: _name, ...pool } = replaced['dataPool'];
  return pool;
}

function openedAt(box: AesSecretBox, sealed: string, places: Places): string | undefined {
  return places.map((place) => opened(box, sealed, place)).find((plain) => plain !== undefined);
}

function opened(box: AesSecretBox, sealed: string, place: string): string | undefined {
  try {
    return box.open(sealed, place);
  } catch {
    return undefined;
  }
}
