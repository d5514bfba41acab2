import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { Public } from '../session/auth.decorator.js';
import { PrometheusMetrics } from './prometheus-metrics.service.js';
import { WaitingPlansGauge } from './waiting-plans-gauge.service.js';

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: PrometheusMetrics,
    private readonly waitingPlans: WaitingPlansGauge,
  ) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(): Promise<string> {
    await this.waitingPlans.update();
    return this.metrics.registry.metrics();
  }
}
