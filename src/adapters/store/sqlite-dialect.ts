import type { DatabaseSyncInstance, StatementSyncInstance } from "@photostructure/sqlite";
import { SqliteDialect, type SqliteStatement } from "kysely";

/** What kysely asks of a SQLite driver, told in the terms of `DatabaseSync`. */
export function sqliteDialect(database: DatabaseSyncInstance): SqliteDialect {
  const prepared = new Map<string, SqliteStatement>();
  return new SqliteDialect({
    database: {
      prepare: (text) => {
        if (text === "rollback" && !database.isTransaction) return nothingToDo;
        const known = prepared.get(text);
        if (known !== undefined) return known;
        const statement = wrap(database.prepare(immediate(text)));
        if (prepared.size >= preparedMax) prepared.clear();
        prepared.set(text, statement);
        return statement;
      },
      close: () => {
        prepared.clear();
        database.close();
      },
    },
  });
}

/** Preparing anew for each call costs more than the call. There are about 60 texts, and one for each length of an insert. */
const preparedMax = 300;

/** A transaction that begins by reading cannot be made one that writes while another writes: it is one from the start. */
function immediate(text: string): string {
  return text === "begin" ? "begin immediate" : text;
}

/** On a full disk SQLite rolls back by itself; a complaint about that would hide the reason. */
const nothingToDo: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function wrap(statement: StatementSyncInstance): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters),
    run: (parameters) => statement.run(...parameters),
    iterate: (parameters) => statement.iterate(...parameters),
  };
}
