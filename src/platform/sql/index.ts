export { loadStatement, type Statement } from './statement.js';
export { sqlOfPool, sqlOfPrisma, type Sql } from './sql.js';
