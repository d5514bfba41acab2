import { Injectable } from '@nestjs/common';

import { SecretBox } from '../../contract/secret-box.js';
import type { SettingChange } from '../../contract/settings-comparison.js';
import { UsersTable } from '../../contract/users-table.js';
import type { JsonObject } from '../json-object.js';
import { decryptSecrets, hideSecrets, type KeptSecrets } from '../secrets/stored-secrets.js';
import { compareSettings } from './compare-settings.js';

/** What differs between settings of a job with its data pool, as they are stored. */
@Injectable()
export class SettingsDifferences {
  constructor(
    private readonly secrets: SecretBox,
    private readonly users: UsersTable,
  ) {}

  /** What differs between two versions. Secrets are not compared if one cannot be decrypted. */
  between(before: unknown, after: unknown): readonly SettingChange[] {
    const [was, is] = [before, after].map((value) => decryptSecrets(value, this.secrets));
    const isComparable = [was, is].every((each) => each?.errors.length === 0);
    return isComparable
      ? this.compared(was?.value, is?.value)
      : this.compared(hideSecrets(was?.value), hideSecrets(is?.value));
  }

  /**
   * What a save would change. A secret that is set always counts as changed.
   *
   * @param entered the secrets in clear text, and placeholders for stored ones that are kept.
   */
  ofSave(
    stored: unknown,
    entered: { readonly value: JsonObject; readonly kept: KeptSecrets },
  ): readonly SettingChange[] {
    // A secret that is set differs from the encrypted one even if it is the same: otherwise it could be guessed.
    return this.compared(hideSecrets(stored, entered.kept), hideSecrets(entered.value));
  }

  private compared(before: unknown, after: unknown): readonly SettingChange[] {
    return compareSettings(before, after, this.users.limits().notNull);
  }
}
