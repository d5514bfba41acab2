import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';

import { LiveModule } from '../live/live.module.js';
import { AttemptsModule } from './attempts.module.js';
import { FailedSignIns } from './failed-sign-ins.service.js';
import { LocalCliToken } from './local-cli-token.service.js';
import { SessionController } from './session.controller.js';
import { SessionMiddleware } from './session.middleware.js';
import { SessionStore } from './session-store.service.js';
import { SessionsModule } from './sessions.module.js';
import { signInThrottling } from './sign-in-throttler.guard.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [
    SessionsModule,
    LiveModule,
    AttemptsModule,
    ThrottlerModule.forRootAsync({ imports: [AttemptsModule], inject: [FailedSignIns], useFactory: signInThrottling }),
  ],
  controllers: [SessionController],
  providers: [LocalCliToken, SessionStore, SignInService],
})
export class SessionModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(SessionMiddleware).forRoutes('api/{*path}');
  }
}
