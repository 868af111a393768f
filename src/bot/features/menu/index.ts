export { staffMenu } from './menu.js';
