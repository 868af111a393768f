export { createUmnicoClient, type UmnicoClient, type UmnicoClientOptions } from './client.js';
