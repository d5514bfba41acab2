import { Module, type DynamicModule } from '@nestjs/common';

import { roleIncludes, type ProcessRole } from '../config/process-role.js';
import { AdminPageController } from './admin-page.controller.js';
import { OperatorPageController } from './operator-page.controller.js';
import { StartPageController } from './start-page.controller.js';

/** The pages that belong to a role. */
@Module({})
export class PagesModule {
  static forRole(role: ProcessRole): DynamicModule {
    return {
      module: PagesModule,
      controllers: [
        StartPageController,
        ...(roleIncludes(role, 'admin') ? [AdminPageController] : []),
        ...(roleIncludes(role, 'operator') ? [OperatorPageController] : []),
      ],
    };
  }
}
