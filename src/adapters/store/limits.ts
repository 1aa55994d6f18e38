import { millis } from "../../domain/time.ts";

/** Every number of the store, with its unit and reason. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Readings of so long are packed and rolled up together. */
export const slotMs = 5 * minute;
/** A reading may come so long after its slot before the slot is rolled up; later ones are worked in all the same. */
export const slotGraceMs = 15_000;
/** Of a slot that lies so far ahead the clock was set back since: it is rolled up without waiting for its time. */
export const aheadMs = hour;

/** Rolled-up stretches of 5 min lie in one row an hour, those of an hour in one row a day: few rows, small ones. */
export const minutesRowMs = hour;
export const hoursRowMs = day;

/** Transitions, feedback, deploys and closed reports: two summers can be compared, and then it is enough. */
export const decisionsKeptMs = 2 * 365 * day;
/** The clock may jump ahead so far before the store stops to believe it when it deletes. */
export const jumpMs = hour;

/** The event loop is given a turn after so long: an answer to the chat must not wait for more than 50 ms. */
export const turnMs = 10;
/** Rows read or deleted between two looks at the clock; 100 packs are about 2 MB. */
export const pageRows = 100;
/** Samples in one transaction. */
export const batchRows = 50;
/** Rows in one insert: far below the 32,766 variables of SQLite and the 65,535 of PostgreSQL. */
export const insertRows = 500;

/** SQLite waits so long inside a call, and the bot stands still meanwhile; then it is tried again, 250 ms in all. */
export const busyMs = 40;
export const lockedTries = 4;
export const lockedPauseMs = 25;

/** SQLite before this could damage a file in WAL mode when two connections reset the log at once. */
export const sqliteVersionMin = "3.51.3";
/** The log is cut back to this after a checkpoint; SQLite makes one about every 4 MiB. */
export const journalBytesMax = 8 * 1024 * 1024;
export const checkpointEveryMs = hour;
/** Given up when the disk is full, because even deleting needs room: the log grows before the file shrinks. */
export const ballastBytes = 5 * 1024 * 1024;
/** Below this share of the disk it is warned, above the other it is well again. */
export const freeRatioLow = 0.1;
export const freeRatioWell = 0.12;

/** A statement that takes longer is broken off by PostgreSQL, and by the bot when PostgreSQL does not answer. */
export const statementMs = 8000;
/** Another program that holds a table for longer is told of: a decision must not wait for it. */
export const lockMs = 2000;
export const queryMs = 10_000;
export const connectMs = 5000;
export const poolMax = 4;
/** So long after a bot has died another may take its place; it is renewed three times within. */
export const leaseMs = 15_000;
export const renewMs = millis(5000);
export const leaseTryMs = millis(1000);
