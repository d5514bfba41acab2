import { MikroOrmModule } from '@mikro-orm/nestjs';
import { defineConfig } from '@mikro-orm/postgresql';
import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { LdapAddonBatchSyncModule } from 'ldap-addon-batch-sync';

import { AppPerson } from './app-person.js';

@Module({
  imports: [
    MikroOrmModule.forRoot({ ...defineConfig({ clientUrl: process.env['DATABASE_URL'], entities: [AppPerson] }) }),
    ScheduleModule.forRoot(),
    // Wiring of the add-on: from here ...
    LdapAddonBatchSyncModule.forRoot({
      users: {
        entity: AppPerson,
        fields: { userName: 'login', firstName: 'given', lastName: 'family', email: 'mailAddress' },
        state: { property: 'isEnabled', active: true, inactive: false },
        attributes: 'extra',
        source: 'origin',
        protected: { isStaff: true },
      },
      secretKey: process.env['SECRET_KEY'] ?? '',
      seed: JSON.parse(process.env['SETTINGS'] ?? '{}'),
    }),
    // ... to here.
  ],
})
export class AppModule {}
