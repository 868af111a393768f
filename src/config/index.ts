export { Company, readCompany } from './company.js';
export { readEnv, type Env, type Role } from './env.js';
export { ConfigurationError } from './faults.js';
