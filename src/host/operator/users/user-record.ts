import { USER_FIELDS, type UserRecord } from '../../../index.js';
import type { UserDto, UserRecordDto, UserRowDto } from './user.dto.js';

const ATTRIBUTES = 'attributes.';
/** Every user has them, and every run writes them. */
const ALWAYS_MAPPED = ['userName', 'state'];

/**
 * @param notSeenSince since when the user's entry is no longer seen.
 * @param pinned the names of the pinned values.
 */
export function userRowDto(
  user: Readonly<Omit<UserDto, never>>,
  notSeenSince: Date | undefined,
  pinned: readonly string[] = [],
): UserRowDto {
  return { ...user, notSeenSince: notSeenSince ?? null, pinned };
}

/** A user with the origin of its values. In a past state, all values are those of that time. */
export function userRecordDto(
  user: Readonly<Omit<UserDto, never>>,
  { at, knownSince, links, fields, pins }: UserRecord,
): UserRecordDto {
  const recorded = fields as UserRecordDto['fields'];
  return { ...user, ...(at ? valuesIn(recorded) : {}), at, knownSince, links, fields: recorded, pins };
}

function valuesIn(fields: UserRecordDto['fields']): Partial<UserDto> {
  const attributes = Object.entries(fields).filter(
    ([name, { value }]) => name.startsWith(ATTRIBUTES) && value !== null,
  );
  const names = [...USER_FIELDS, 'source'].filter((name) => name !== 'userName');
  return {
    ...(Object.fromEntries(names.map((name) => [name, fields[name]?.value ?? null])) as Partial<UserDto>),
    ...(Object.fromEntries(
      ALWAYS_MAPPED.flatMap((name) => (fields[name] ? [[name, fields[name].value]] : [])),
    ) as Partial<UserDto>),
    attributes: Object.fromEntries(attributes.map(([name, { value }]) => [name.slice(ATTRIBUTES.length), value])),
  };
}
