export { formatDay, formatMoment, formatTime, formatWeekday } from './dates.js';
export { languageOf, languages, type Language } from './language.js';
export { loadTexts, type Texts, type Translate } from './texts.js';
