import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** The part of the global object that the types of Node 20 leave out. */
declare const WebAssembly: {
  instantiate(
    file: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/**
 * The SQL that would turn the database at `url` into what a Prisma schema says; empty when it is that already.
 * Prisma's schema engine is a binary that the CLI downloads; its WebAssembly build comes with npm and does the same.
 *
 * What Prisma's language cannot say (checks, functions, triggers, sequences, storage parameters, partitions) is not
 * compared.
 */
export async function schemaDifference(options: { url: string; schemaFile: string }): Promise<string> {
  await loadEngine();
  const files = [{ path: options.schemaFile, content: await readFile(options.schemaFile, 'utf8') }];
  const pool = new pg.Pool({ connectionString: options.url, max: 2 });
  const database = bindMigrationAwareSqlAdapterFactory(catalogAdapter(pool));
  const engine = await engineModule.SchemaEngine.new({ datamodels: undefined }, () => undefined, database);
  try {
    const result = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: dirname(options.schemaFile) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    // 0 says that there is no difference; the script then is a comment that says so.
    return result.exitCode === 0 ? '' : (result.stdout ?? '');
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * Prisma's adapter over `pool`, with the one type that the engine needs for PostgreSQL's catalogue and the adapter
 * refuses: "char" (https://github.com/prisma/orm/issues/27403 is the same fault with another type). Its columns pass
 * through the adapter as lists of characters, which nothing in the catalogue queries is, and are corrected after it.
 */
function catalogAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const query = pool.query.bind(pool) as (config: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
  const renaming = Object.assign(pool, {
    async query(config: pg.QueryArrayConfig): Promise<pg.QueryArrayResult> {
      const result = await query(config);
      for (const field of result.fields) {
        if (field.dataTypeID === catalogCharacter) field.dataTypeID = catalogCharacterList;
      }
      return result;
    },
  });
  const factory = new PrismaPg(renaming, { disposeExternalPool: false });
  const connect = factory.connect.bind(factory);
  return Object.assign(factory, {
    async connect(): Promise<SqlDriverAdapter> {
      const adapter = await connect();
      const queryRaw = adapter.queryRaw.bind(adapter);
      return Object.assign(adapter, {
        async queryRaw(statement: SqlQuery): Promise<SqlResultSet> {
          const result = await queryRaw(statement);
          const columnTypes = result.columnTypes.map((type) =>
            type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
          );
          return { ...result, columnTypes };
        },
      });
    },
  });
}

/** PostgreSQL's numbers of the types "char" and "char"[]. */
const catalogCharacter = 18;
const catalogCharacterList = 1002;

interface EngineGlue {
  __wbg_set_wasm(exports: Record<string, unknown>): void;
}

let loaded: Promise<void> | undefined;

function loadEngine(): Promise<void> {
  return (loaded ??= instantiate());
}

/** The package's own entry imports its .wasm file as a module, which Node 20 does not do without a flag. */
async function instantiate(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const file = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(file, {
    './schema_engine_bg.js': engineModule,
  });
  (engineModule as unknown as EngineGlue).__wbg_set_wasm(instance.exports);
  // Without it a fault inside the engine is only "unreachable".
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string): void {
        throw new Error(`Prisma's schema engine failed: ${message}`);
      },
    },
  });
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') (start as () => void)();
}
