import { DEADLOCK, sqlStateOf } from './sql-state.js';

const TRIES = 3;

/** PostgreSQL ends one of two transactions that wait for each other, with nothing done: it is simply made again. */
export async function retryDeadlock<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === TRIES || sqlStateOf(error) !== DEADLOCK) throw error;
    }
  }
}
