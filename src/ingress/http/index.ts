export { createHttpServer, HttpFault } from './server.js';
