/** Which parts each kind of a thing has beside its kind. */
export type Parts<Kind extends string, Name extends string> = Readonly<
  Record<Kind, { readonly required?: readonly Name[]; readonly optional?: readonly Name[] }>
>;
