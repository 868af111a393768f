export { bookingController } from './agent.js';
