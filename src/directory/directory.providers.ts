import type { Provider } from '@nestjs/common';

import { ConnectionCheck } from '../jobs/ports/connection-check.js';
import { DirectoryReader } from '../sync/ports/directory-reader.js';
import { UsersTable } from '../sync/ports/users-table.js';
import { LdaptsDirectoryReader } from './ldapts-directory-reader.js';
import { StepwiseConnectionCheck } from './stepwise-connection-check.js';

export const directoryProviders: readonly Provider[] = [
  { provide: DirectoryReader, useFactory: () => new LdaptsDirectoryReader() },
  {
    provide: ConnectionCheck,
    useFactory: (users: UsersTable) => new StepwiseConnectionCheck(users),
    inject: [UsersTable],
  },
];
