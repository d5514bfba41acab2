import { Module } from '@nestjs/common';

import { HostProcessRegistry } from './host-process-registry.service.js';

/** Where add-ons register, in every process: with or without the administrators' part. */
@Module({ providers: [HostProcessRegistry], exports: [HostProcessRegistry] })
export class RegistryModule {}
