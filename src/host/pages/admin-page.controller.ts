import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';

import { Public } from '../session/auth.decorator.js';
import { sendPage } from './page.js';

@ApiExcludeController()
@Controller()
export class AdminPageController {
  @Get(['admin', 'admin/{*path}'])
  @Public()
  show(@Res() response: Response): void {
    sendPage(response, 'admin');
  }
}
