import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';

import { AddOnExtensionsModule } from '../add-on.module.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { WaitingPlansGauge } from './waiting-plans-gauge.service.js';

/** Health and metrics, in every process. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false }), AddOnExtensionsModule],
  controllers: [HealthController, MetricsController],
  providers: [WaitingPlansGauge],
})
export class MonitoringModule {}
