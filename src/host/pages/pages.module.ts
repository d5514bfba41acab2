import { Module, type DynamicModule } from '@nestjs/common';

import { plays, type Role } from '../config/role.js';
import { AdminPageController } from './admin-page.controller.js';
import { OperatorPageController } from './operator-page.controller.js';
import { StartPageController } from './start-page.controller.js';

/** The pages of a role. */
@Module({})
export class PagesModule {
  static forRole(role: Role): DynamicModule {
    return {
      module: PagesModule,
      controllers: [
        StartPageController,
        ...(plays(role, 'admin') ? [AdminPageController] : []),
        ...(plays(role, 'operator') ? [OperatorPageController] : []),
      ],
    };
  }
}
