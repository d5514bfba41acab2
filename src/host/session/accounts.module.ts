import { Module } from '@nestjs/common';

import { Accounts } from './accounts.service.js';

/** The accounts, in every process: with or without a sign-in. */
@Module({ providers: [Accounts] })
export class AccountsModule {}
