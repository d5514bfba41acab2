import { Module } from '@nestjs/common';

import { PrometheusMetrics } from './prometheus-metrics.service.js';

@Module({ providers: [PrometheusMetrics], exports: [PrometheusMetrics] })
export class MetricsModule {}
