import { MikroORM } from '@mikro-orm/core';
import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import type { Pool } from 'pg';

import { HostConfig } from '../config/host-config.js';
import { LiveModule } from '../live/live.module.js';
import { LocalCliToken } from './local-cli-token.service.js';
import { SessionController } from './session.controller.js';
import { SessionMiddleware } from './session.middleware.js';
import { SessionStore } from './session-store.service.js';
import { SessionsModule } from './sessions.module.js';
import { SignInAttempts } from './sign-in-attempts.service.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [SessionsModule, LiveModule],
  controllers: [SessionController],
  providers: [
    LocalCliToken,
    SessionStore,
    SignInService,
    {
      provide: SignInAttempts,
      inject: [MikroORM, HostConfig],
      useFactory: async (orm: MikroORM, { database, settingsKey }: HostConfig) =>
        new SignInAttempts(settingsKey, database.kind === 'postgresql' ? await poolOf(orm) : undefined),
    },
  ],
})
export class SessionModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SessionMiddleware).forRoutes('api/{*path}');
  }
}

function poolOf(orm: MikroORM): Promise<Pool> {
  return (orm.em.getConnection() as unknown as { getNativeClient(): Promise<Pool> }).getNativeClient();
}
