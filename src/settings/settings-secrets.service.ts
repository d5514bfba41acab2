import { isDeepStrictEqual } from 'node:util';

import { Injectable } from '@nestjs/common';

import { type RekeyReport, SettingsSecrets } from '../contract/settings-secrets.js';
import { SettingsStore, type StoredSetting } from '../contract/settings-store.js';
import { AesSecretBox } from './aes-secret-box.js';
import { placeOf, replaceSecrets } from './secrets/stored-secrets.js';
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
      const changed = replaceSecrets(value, (sealed, secret) => this.reseal(sealed, placeOf(key, secret)));
      if (!isDeepStrictEqual(changed, value)) replaced.set(key, changed);
    }
    if (this.unreadable.length > 0) throw secretsUnreadable(this.unreadable);
    return replaced;
  }

  /** A secret that neither key decrypts stays as it is: nobody can enter the secret of an earlier version again. */
  replaceVersion({ key, value }: StoredSetting): unknown {
    const changed = replaceSecrets(value, (sealed, secret) => this.resealed(sealed, placeOf(key, secret)) ?? sealed);
    return isDeepStrictEqual(changed, value) ? undefined : changed;
  }

  private reseal(sealed: string, place: string): string {
    const resealed = this.resealed(sealed, place);
    if (resealed === undefined) this.unreadable.push(place);
    return resealed ?? sealed;
  }

  /** Undefined if neither key decrypts it. */
  private resealed(sealed: string, place: string): string | undefined {
    const plain = opened(this.to, sealed, place) ?? opened(this.from, sealed, place);
    if (plain === undefined) return undefined;
    if (this.to.isCurrent(sealed)) {
      this.unchanged += 1;
      return sealed;
    }
    this.reencrypted += 1;
    return this.to.seal(plain, place);
  }
}

function opened(box: AesSecretBox, sealed: string, place: string): string | undefined {
  try {
    return box.open(sealed, place);
  } catch {
    return undefined;
  }
}
