import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { HostConfig } from '../config/host-config.js';
import { roleIncludes } from '../config/process-role.js';
import { Public } from '../session/auth.decorator.js';

@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(private readonly config: HostConfig) {}

  @Get()
  @Public()
  @Redirect()
  show(): { url: string } {
    return { url: roleIncludes(this.config.role, 'admin') ? '/admin' : '/operator' };
  }
}
