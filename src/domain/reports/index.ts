export { reportPicture } from './chart/index.js';
export { reportFigures, type Figures } from './figures.js';
export { neighbour, spanOf, type Period, type Span } from './period.js';
export { REPORT_POST, ReportPost } from './post.js';
export { reportLines, reportText } from './words.js';
