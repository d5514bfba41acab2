import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { HostConfig } from '../config/host-config.js';
import { plays } from '../config/role.js';
import { Anyone } from '../session/access.decorator.js';

@ApiExcludeController()
@Controller()
export class StartPageController {
  constructor(private readonly config: HostConfig) {}

  @Get()
  @Anyone()
  @Redirect()
  show(): { url: string } {
    return { url: plays(this.config.role, 'admin') ? '/admin' : '/operator' };
  }
}
