import { Module } from '@nestjs/common';

import { JobListModule } from '../operator/job-list.module.js';
import { AddOnsController } from './add-ons.controller.js';
import { RegistryModule } from './registry.module.js';
import { SettingsController } from './settings.controller.js';

/** What administrators work with. */
@Module({ imports: [JobListModule, RegistryModule], controllers: [AddOnsController, SettingsController] })
export class AdminModule {}
