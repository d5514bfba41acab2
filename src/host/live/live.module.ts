import { Module } from '@nestjs/common';

import { SessionsModule } from '../session/sessions.module.js';
import { Streams } from './event-streams.service.js';

@Module({ imports: [SessionsModule], providers: [Streams], exports: [Streams] })
export class LiveModule {}
