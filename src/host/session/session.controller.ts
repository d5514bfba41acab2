import { promisify } from 'node:util';

import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { RequestActor } from '../audit/actor.decorator.js';
import type { Actor } from '../audit/audit-record.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { EventStreams } from '../live/event-streams.service.js';
import { Auth, Public } from './auth.decorator.js';
import { generateCsrfToken } from './csrf.js';
import { CurrentUser } from './current-user.decorator.js';
import { NewSessionDto, SessionDto, SignInDto } from './session.dto.js';
import { Sessions } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import type { AuthenticatedUser } from './authenticated-user.js';

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: Sessions,
    private readonly streams: EventStreams,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Signs in. Sets a cookie and returns a bearer token for the same session' })
  @ApiCreatedResponse({ type: NewSessionDto })
  @ApiErrors(400, 401, 429)
  async begin(
    @Body() { user, password }: SignInDto,
    @Req() request: Request,
    @RequestActor() stranger: Actor,
  ): Promise<NewSessionDto> {
    const account = await this.signIn.check(user, password, stranger);
    // A new session id prevents session fixation.
    await promisify(request.session.regenerate.bind(request.session))();
    const actor = { ...stranger, who: account.userName, role: account.role, by: null };
    const token = await this.sessions.begin(request.sessionID, account, { actor, what: 'session.begin' });
    request.session.account = account;
    return { user: account.userName, role: account.role, csrfToken: generateCsrfToken(request), token };
  }

  @Get()
  @Auth('operator')
  @ApiOperation({ summary: 'Returns the signed-in user' })
  @ApiOkResponse({ type: SessionDto })
  show(@CurrentUser() { userName, role, by }: AuthenticatedUser, @Req() request: Request): SessionDto {
    return { user: userName, role, csrfToken: by === 'cookie' ? generateCsrfToken(request) : null };
  }

  @Delete()
  @HttpCode(204)
  @Auth('operator')
  @ApiOperation({ summary: 'Signs out. Cookie and bearer token become invalid' })
  @ApiNoContentResponse()
  async end(
    @CurrentUser() { session, by }: AuthenticatedUser,
    @RequestActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    this.streams.closeFor(session);
    await this.sessions.endRecorded(session, { actor, what: 'session.end' });
    if (by === 'token') return;
    await promisify(request.session.destroy.bind(request.session))();
    response.clearCookie('session');
  }
}
