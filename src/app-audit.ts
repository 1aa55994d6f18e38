import { openStoredAudit, type StoredAudit } from "./adapters/store/open-stored-audit.ts";
import type { World } from "./app-world.ts";
import { usualKeep } from "./config/keep.ts";
import type { StoreSettings } from "./config/store-settings.ts";
import type { AuditRow } from "./domain/restart/audit-entry.ts";
import { fail, type Result, succeed } from "./domain/result.ts";
import type { AuditCheck } from "./services/ports-restart.ts";

/** Rows that are held at once. */
const pageRows = 1000;

/** Reads the whole chain of a bot's audit. The error says what is wrong and what to do. */
export function verifyStoredAudit(settings: StoreSettings, world: World): Promise<Result<AuditCheck, string>> {
  return withAudit(settings, world, async (audit) => {
    const check = await audit.verifyAudit();
    return check.ok ? check : fail(check.error.detail);
  });
}

/** Hands each row to `take`, oldest first; resolves with how many there were. */
export function exportStoredAudit(
  settings: StoreSettings,
  world: World,
  take: (row: AuditRow) => void,
): Promise<Result<number, string>> {
  return withAudit(settings, world, async (audit) => {
    let last = 0;
    for (;;) {
      const rows = await audit.auditRows({ request: null, from: last + 1, max: pageRows });
      if (!rows.ok) return fail(rows.error.detail);
      for (const row of rows.value) take(row);
      last = rows.value.at(-1)?.seq ?? last;
      if (rows.value.length < pageRows) return succeed(last);
    }
  });
}

async function withAudit<T>(
  settings: StoreSettings,
  world: World,
  act: (audit: StoredAudit) => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
  const opened = openStoredAudit(settings, { ...world, keep: usualKeep });
  if (!opened.ok) return fail(opened.error.detail);
  try {
    return await act(opened.value);
  } finally {
    await opened.value.close();
  }
}
