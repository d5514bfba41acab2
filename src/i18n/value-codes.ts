/**
 * The codes of values that have the wrong type or size, by the constraint of class-validator that finds it. Until 0.2.0,
 * the codes of settings were the names of the constraints; runs that ended because of one still have them.
 */
export const VALUE_CODES: ReadonlyMap<string, string> = new Map([
  ['isString', 'notText'],
  ['isPlainText', 'controlCharacter'],
  ['isNotEmpty', 'required'],
  ['isInt', 'notWholeNumber'],
  ['isInstant', 'notInstant'],
  ['isBoolean', 'notBoolean'],
  ['isArray', 'notList'],
  ['isObject', 'notObject'],
  ['isIn', 'notOneOf'],
  ['maxLength', 'tooLong'],
  ['maxWords', 'tooManyWords'],
  ['textValues', 'notTextValues'],
  ['pinValues', 'notPins'],
  ['isWithoutIds', 'idsOrCode'],
  ['min', 'tooSmall'],
  ['max', 'tooLarge'],
]);
