import { Module } from '@nestjs/common';

import { FailedSignIns } from './failed-sign-ins.service.js';

@Module({ providers: [FailedSignIns], exports: [FailedSignIns] })
export class AttemptsModule {}
