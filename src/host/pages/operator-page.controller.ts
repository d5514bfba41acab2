import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';

import { Anyone } from '../session/access.decorator.js';
import { sendPage } from './page.js';

@ApiExcludeController()
@Controller()
export class OperatorPageController {
  @Get(['operator', 'operator/{*path}'])
  @Anyone()
  show(@Res() response: Response): void {
    sendPage(response, 'operator');
  }
}
