import type { Provider } from '@nestjs/common';

import { ConnectionCheck } from '../engine/ports/connection-check.js';
import { DirectoryProposals } from '../engine/ports/directory-proposals.js';
import { DomainControllers } from '../engine/ports/domain-controllers.js';
import { EntryLookup } from '../engine/ports/entry-lookup.js';
import { PeopleLookup } from '../engine/ports/people-lookup.js';
import { DirectoryReader } from '../engine/ports/directory-reader.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { UsersTable } from '../contract/users-table.js';
import { AllowedTargets } from './client/allowed-targets.js';
import { LdaptsDomainControllers } from './domain-controllers/ldapts-domain-controllers.js';
import { LdaptsEntryLookup } from './lookup/ldapts-entry-lookup.js';
import { LdaptsDirectoryProposals } from './proposal/ldapts-directory-proposals.js';
import { LdaptsDirectoryReader } from './read/ldapts-directory-reader.js';
import { StepwiseConnectionCheck } from './check/stepwise-connection-check.js';

export const directoryProviders: readonly Provider[] = [
  {
    provide: AllowedTargets,
    useFactory: ({ allowedTargets }: LdapAddonBatchSyncOptions) => AllowedTargets.of(allowedTargets),
    inject: [ADDON_OPTIONS],
  },
  {
    provide: DirectoryReader,
    useFactory: (targets: AllowedTargets) => new LdaptsDirectoryReader(undefined, targets),
    inject: [AllowedTargets],
  },
  {
    provide: EntryLookup,
    useFactory: (targets: AllowedTargets) => new LdaptsEntryLookup(undefined, targets),
    inject: [AllowedTargets],
  },
  {
    provide: DirectoryProposals,
    useFactory: (targets: AllowedTargets) => new LdaptsDirectoryProposals(undefined, targets),
    inject: [AllowedTargets],
  },
  {
    provide: DomainControllers,
    useFactory: (targets: AllowedTargets) => new LdaptsDomainControllers(targets),
    inject: [AllowedTargets],
  },
  {
    provide: ConnectionCheck,
    useFactory: (users: UsersTable, people: PeopleLookup, targets: AllowedTargets) =>
      new StepwiseConnectionCheck(users, people, undefined, targets),
    inject: [UsersTable, PeopleLookup, AllowedTargets],
  },
];
