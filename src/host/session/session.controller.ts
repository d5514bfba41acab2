import { promisify } from 'node:util';

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { RequestActor } from '../audit/actor.decorator.js';
import type { Actor } from '../audit/audit-record.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { EventStreams } from '../live/event-streams.service.js';
import { Auth, Public } from './auth.decorator.js';
import { generateCsrfToken } from './csrf.js';
import { CurrentUser } from './current-user.decorator.js';
import { ChangePasswordDto, NewSessionDto, OwnSessionDto, SessionDto, SignInDto } from './session.dto.js';
import { UuidPipe } from '../errors/uuid.pipe.js';
import { OwnSessions } from './own-sessions.service.js';
import { PasswordChange } from './password-change.service.js';
import { clearSessionCookies } from './session-cookies.js';
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
    private readonly ownSessions: OwnSessions,
    private readonly passwords: PasswordChange,
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
    const token = await this.sessions.begin(
      request.sessionID,
      account,
      { actor, what: 'session.begin' },
      userAgentOf(request),
    );
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
    if (by === 'cookie') await promisify(request.session.destroy.bind(request.session))();
    clearSessionCookies(request, response);
  }

  @Put('password')
  @HttpCode(204)
  @Auth('operator')
  @ApiOperation({ summary: 'Changes the own password and ends all other sessions of the account' })
  @ApiNoContentResponse()
  @ApiErrors(400, 429)
  changePassword(
    @Body() { currentPassword, newPassword }: ChangePasswordDto,
    @CurrentUser() user: AuthenticatedUser,
    @RequestActor() actor: Actor,
  ): Promise<void> {
    return this.passwords.change(user, actor, currentPassword, newPassword);
  }

  @Get('list')
  @Auth('operator')
  @ApiOperation({ summary: 'Lists the own sessions, the last used first' })
  @ApiOkResponse({ type: [OwnSessionDto] })
  list(@CurrentUser() user: AuthenticatedUser): Promise<OwnSessionDto[]> {
    return this.ownSessions.list(user);
  }

  @Delete('list')
  @HttpCode(204)
  @Auth('operator')
  @ApiOperation({ summary: 'Ends all own sessions but this one' })
  @ApiNoContentResponse()
  endOthers(@CurrentUser() user: AuthenticatedUser, @RequestActor() actor: Actor): Promise<void> {
    return this.ownSessions.endOthers(user, actor);
  }

  @Delete('list/:id')
  @HttpCode(204)
  @Auth('operator')
  @ApiOperation({ summary: 'Ends one of the own sessions' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404)
  endOne(
    @Param('id', UuidPipe) id: string,
    @CurrentUser() user: AuthenticatedUser,
    @RequestActor() actor: Actor,
  ): Promise<void> {
    return this.ownSessions.end(user, actor, id);
  }
}

function userAgentOf(request: Request): string | null {
  return request.get('user-agent') ?? null;
}
