import type { Provider } from '@nestjs/common';

import { ConnectionCheck } from '../engine/ports/connection-check.js';
import { DirectoryReader } from '../engine/ports/directory-reader.js';
import { UsersTable } from '../contract/users-table.js';
import { LdaptsDirectoryReader } from './read/ldapts-directory-reader.js';
import { StepwiseConnectionCheck } from './check/stepwise-connection-check.js';

export const directoryProviders: readonly Provider[] = [
  { provide: DirectoryReader, useFactory: () => new LdaptsDirectoryReader() },
  {
    provide: ConnectionCheck,
    useFactory: (users: UsersTable) => new StepwiseConnectionCheck(users),
    inject: [UsersTable],
  },
];
