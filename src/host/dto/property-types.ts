/** OpenAPI types of properties that several answers have. */
export const NULLABLE_TEXT = { type: String, nullable: true } as const;
export const ANY_OBJECT = { type: 'object', additionalProperties: true } as const;
