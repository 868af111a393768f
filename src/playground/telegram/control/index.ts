export { createControl, type Control, type Statistics } from './control.js';
export { controlRoutes } from './routes.js';
