/** Whether a setting has no values that anyone may see. */
export function isSecretSetting(field: string): boolean {
  return /password$/i.test(field);
}

/** The value of a setting in parts; of a row of the mapping the attribute first, and what else it says. */
export function settingLines(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap(settingLines);
  if (typeof value !== 'object') return [typeof value === 'string' ? value : JSON.stringify(value)];
  const { attribute, field: _target, ...others } = value as Readonly<Record<string, unknown>>;
  const said = Object.entries(others).filter(([, each]) => each !== null && each !== false && each !== undefined);
  return [
    ...settingLines(attribute),
    ...said.map(([name, each]) => (each === true ? name : `${name}: ${settingLines(each).join(', ')}`)),
  ];
}
