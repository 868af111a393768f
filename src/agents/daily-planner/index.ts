export { dailyPlanner } from './agent.js';
