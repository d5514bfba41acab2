import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { HostConfig } from '../config/host-config.js';
import { plays } from '../config/role.js';
import { Anyone } from '../session/access.decorator.js';

@ApiExcludeController()
@Controller()
export class StartPageController {
  readonly #config: HostConfig;

  constructor(config: HostConfig) {
    this.#config = config;
  }

  @Get()
  @Anyone()
  @Redirect()
  show(): { url: string } {
    return { url: plays(this.#config.role, 'admin') ? '/admin' : '/operator' };
  }
}
