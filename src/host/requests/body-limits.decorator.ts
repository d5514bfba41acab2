import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** What a request body may contain. Checked before the body is converted to a DTO, whose costs depend on it. */
export interface BodyLimits {
  /** Size of the JSON, uncompressed. */
  readonly bytes: number;
  /** Levels of objects and lists; 1: an object whose values are neither. */
  readonly depth: number;
  /** Properties of one object. */
  readonly properties: number;
  /** UTF-16 units of the name of a property. */
  readonly nameLength: number;
  /** Items of one list. */
  readonly items: number;
  /** UTF-16 units of one text. */
  readonly textLength: number;
}

/** Apply to all handlers without `LimitBody`. */
export const DEFAULT_BODY_LIMITS: BodyLimits = {
  bytes: 4_096,
  depth: 4,
  properties: 50,
  nameLength: 256,
  items: 200,
  textLength: 2_048,
};

/**
 * Of bodies that contain the settings of a job. Above what the settings themselves allow, so that the refusal names the
 * setting.
 */
export const SETTINGS_BODY_LIMITS: BodyLimits = {
  bytes: 262_144,
  depth: 12,
  properties: 50,
  nameLength: 256,
  items: 1_000,
  textLength: 100_000,
};

/** Of bodies that contain the values of a user, the new ones and those that were shown. */
export const USER_BODY_LIMITS: BodyLimits = { ...DEFAULT_BODY_LIMITS, bytes: 65_536, textLength: 10_000 };

/** Of bodies that select users of a run. Above what the DTO allows, so that the refusal names the list. */
export const SELECTION_BODY_LIMITS: BodyLimits = { ...DEFAULT_BODY_LIMITS, bytes: 131_072, items: 2_000 };

export const BODY_LIMITS_KEY = 'bodyLimits';

/** Sets the limits of the body of a handler, and documents them as `x-body-limits` in the OpenAPI document. */
export function LimitBody(limits: BodyLimits): MethodDecorator {
  return applyDecorators(SetMetadata(BODY_LIMITS_KEY, limits), ApiExtension('x-body-limits', limits));
}
