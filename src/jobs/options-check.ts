import { Inject, Injectable } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { optionInvalid } from './job-errors.js';

const MAX_CHUNK = 10_000;

/** Refuses options that cannot work, before anything is started with them. What the ORM must know is checked there. */
@Injectable()
export class OptionsCheck {
  constructor(@Inject(ADDON_OPTIONS) options: Partial<LdapAddonBatchSyncOptions> | undefined) {
    if (typeof options !== 'object' || options === null) throw optionInvalid('*', 'no options were given');
    const { users, secretKey, secretBox, chunkSize, seed } = options;
    if (!users?.entity) throw optionInvalid('users.entity', 'the entity of the host’s users is needed');
    if (!users.fields?.userName)
      throw optionInvalid('users.fields.userName', 'the property of the user name is needed');
    if (!users.state?.property) throw optionInvalid('users.state.property', 'the property of the state is needed');
    if (users.state.active === undefined) throw optionInvalid('users.state.active', 'the value of “active” is needed');
    if (!secretBox && !secretKey)
      throw optionInvalid('secretKey', 'a key for the secrets among the settings is needed');
    if (chunkSize !== undefined && !isChunkSize(chunkSize)) {
      throw optionInvalid('chunkSize', `it must be a whole number from 1 to ${MAX_CHUNK}`);
    }
    if (seed !== undefined && (typeof seed !== 'object' || seed === null))
      throw optionInvalid('seed', 'it must be an object');
  }
}

function isChunkSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_CHUNK;
}
