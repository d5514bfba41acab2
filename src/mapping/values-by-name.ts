/**
 * An object for values by read or typed names: without inherited keys, so that names such as `constructor` are ordinary names.
 * Filling it is faster than filling `Object.create(null)`.
 */
export const ValuesByName = function ValuesByName() {} as unknown as new <T>() => Record<string, T>;
ValuesByName.prototype = Object.create(null) as object;
