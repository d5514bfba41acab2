import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns, BatchSyncUsers, type Page } from '../../../index.js';
import { ChangeUserDto, UserChangeDto } from '../../dto/user-change.dto.js';
import { ApiPage, PageQueryDto } from '../../dto/page-query.dto.js';
import { HostError } from '../../errors/host-error.js';
import { UuidPipe } from '../../errors/uuid.pipe.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedUsers } from '../../audit/audited-users.service.js';
import { LimitBody, USER_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { OperatorCache } from '../operator-cache.service.js';
import { UserRecordDto, UserRowDto, UserStateQueryDto, UsersQueryDto } from './user.dto.js';
import { userRecordDto, userRowDto } from './user-record.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Auth('operator')
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly runs: BatchSyncRuns,
    private readonly records: BatchSyncUsers,
    private readonly audited: AuditedUsers,
    private readonly cache: OperatorCache,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists users, with their total' })
  @ApiPage(UserRowDto, { total: { type: 'integer', description: 'How many users were found, on all pages' } })
  @ApiErrors(400)
  async list(@Query() request: UsersQueryDto): Promise<Page<UserRowDto> & { readonly total: number }> {
    const { query, state, notSeen, pinned, ...rows } = request;
    const lost = await this.cache.get(['users'], 'users not seen', () => this.records.notSeen());
    const since = new Map(lost.map((user) => [user.userId, user.since]));
    // Not from the cache: nothing tells that a pin has expired.
    const pins = new Map((await this.records.pinned()).map((user) => [user.userId, Object.keys(user.pins)]));
    const among = [
      ...(notSeen ? [{ ids: [...since.keys()], others: notSeen === 'false' }] : []),
      ...(pinned ? [{ ids: [...pins.keys()], others: pinned === 'false' }] : []),
    ];
    const filter = { query, state, among };
    const search = JSON.stringify([query, state, notSeen, pinned && [pinned, ...pins.keys()]]);
    const page = await this.cache.get(['users'], `users ${search} ${JSON.stringify(rows)}`, () =>
      this.users.page({ ...filter, ...rows }),
    );
    // Pages and orders of the same search share their total.
    const total = await this.cache.get(['users'], `total of users ${search}`, () => this.users.total(filter));
    const items = page.items.map((user) => userRowDto(user, since.get(user.id), pins.get(user.id)));
    return { ...page, items, total };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Returns a user with all fields, and who wrote them: now, or as they were at a time' })
  @ApiOkResponse({ type: UserRecordDto })
  @ApiErrors(400, 404)
  async show(@Param('id', UuidPipe) id: string, @Query() { at }: UserStateQueryDto): Promise<UserRecordDto> {
    const [user, record] = await Promise.all([
      this.users.find(id),
      this.records.get(id, at === undefined ? undefined : new Date(at)),
    ]);
    if (!user || !record) throw HostError.userNotFound(id);
    return userRecordDto(user, record);
  }

  @Patch(':id')
  @LimitBody(USER_BODY_LIMITS)
  @ApiOperation({
    summary: 'Changes fields or the state of a user, and pins them',
    description:
      'The next run writes the values of the directory again, except those that are pinned. Returns 409 if a value is not the expected one, or if the ' +
      'user is protected or locked',
  })
  @ApiOkResponse({ type: UserRecordDto })
  @ApiErrors(400, 404, 409)
  async change(
    @Param('id', UuidPipe) id: string,
    @Body() change: ChangeUserDto,
    @RequestActor() actor: Actor,
  ): Promise<UserRecordDto> {
    const record = await this.audited.change(actor, id, change);
    const user = await this.users.find(id);
    if (!user) throw HostError.userNotFound(id);
    return userRecordDto(user, record);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Lists the changes made to a user by runs and by people, latest first' })
  @ApiPage(UserChangeDto)
  @ApiErrors(400, 404)
  async history(@Param('id', UuidPipe) id: string, @Query() rows: PageQueryDto): Promise<Page<UserChangeDto>> {
    if (!(await this.users.find(id))) throw HostError.userNotFound(id);
    return this.runs.history(id, rows);
  }
}
