import { MikroORM } from '@mikro-orm/core';
import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import type { Pool } from 'pg';

import { HostConfig } from '../config/host-config.js';
import { EventStreams } from '../live/event-streams.service.js';
import { OwnSessions } from './own-sessions.service.js';
import { PasswordChange } from './password-change.service.js';
import { LocalCliToken } from './local-cli-token.service.js';
import { SessionController } from './session.controller.js';
import { SessionMiddleware } from './session.middleware.js';
import { Sessions } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.service.js';
import { SignInService } from './sign-in.service.js';

/** Sign-in, sessions, and the event streams that end with their session. */
@Module({
  controllers: [SessionController],
  providers: [
    EventStreams,
    LocalCliToken,
    OwnSessions,
    PasswordChange,
    Sessions,
    SignInService,
    {
      provide: SignInAttempts,
      inject: [MikroORM, HostConfig],
      useFactory: async (orm: MikroORM, { database, settingsKey }: HostConfig) =>
        new SignInAttempts(settingsKey, database.kind === 'postgresql' ? await poolOf(orm) : undefined),
    },
  ],
  exports: [EventStreams],
})
export class SessionModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SessionMiddleware).forRoutes('api/{*path}');
  }
}

function poolOf(orm: MikroORM): Promise<Pool> {
  return (orm.em.getConnection() as unknown as { getNativeClient(): Promise<Pool> }).getNativeClient();
}
