import type { FieldError } from '../contract/error-codes.js';
import { englishText } from '../i18n/texts.js';

/** The error of an expression whose years are over. It is refused when it is entered; a stored one may expire. */
export const SCHEDULE_OVER: FieldError = {
  field: 'schedule.expression',
  code: 'cronOver',
  message: englishText('validation:cronOver'),
};
