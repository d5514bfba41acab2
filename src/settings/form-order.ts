import { isJsonObject, type JsonObject } from './json-object.js';

/** The value with the keys of all its objects in the order of `form`; other keys follow. The database does not keep an order. */
export function inFormOrder(form: JsonObject, value: JsonObject): JsonObject {
  const names = [...Object.keys(form).filter((name) => Object.hasOwn(value, name)), ...Object.keys(value)];
  return Object.fromEntries([...new Set(names)].map((name) => [name, ordered(form[name], value[name])]));
}

/** Items of a list are ordered as the first item of the form. */
function ordered(form: unknown, value: unknown): unknown {
  if (isJsonObject(form) && isJsonObject(value)) return inFormOrder(form, value);
  if (Array.isArray(form) && Array.isArray(value)) return value.map((item) => ordered(form[0], item));
  return value;
}
