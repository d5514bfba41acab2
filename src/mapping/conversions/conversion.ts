import { textForm } from './text-form.js';

/** Changes one text value before it is validated. Empty text means no value. */
export type Conversion = (text: string) => string;

/** Applied to every text value. Further conversions are composed here. */
export const convert: Conversion = (text) => textForm(text);
