import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { FloodGuard } from "../../../src/adapters/ssh/flood-guard.ts";
import { awaitedMax, loginAllowance, questionAllowance } from "../../../src/adapters/ssh/limits.ts";
import type { Trouble } from "../../../src/adapters/ssh/trouble.ts";

function createGuard() {
  const socket = { bytesRead: 0, bytesWritten: 0, writableLength: 0, destroyed: 0, destroy: () => {} };
  socket.destroy = () => {
    socket.destroyed += 1;
  };
  const guard = new FloodGuard(socket as unknown as Socket);
  const told: Trouble[] = [];
  return { socket, guard, told };
}

test("a login may receive and send its allowance and not a byte more", () => {
  for (const [counter, max] of [
    ["bytesRead", loginAllowance.receivedMax],
    ["bytesWritten", loginAllowance.sentMax],
  ] as const) {
    const { socket, guard } = createGuard();
    socket[counter] = max;
    expect(guard.admits()).toBe(true);
    socket[counter] += 1;
    expect(guard.admits()).toBe(false);
  }
});

test("each question has an allowance of its own, whatever passed before it", () => {
  const { socket, guard } = createGuard();
  for (let asked = 0; asked < 20; asked += 1) {
    guard.renew();
    socket.bytesRead += questionAllowance.receivedMax;
    socket.bytesWritten += questionAllowance.sentMax;
    expect(guard.admits()).toBe(true);
  }
  socket.bytesRead += 1;
  expect(guard.admits()).toBe(false);
});

test("what a host does not read stays counted, however many questions pass", () => {
  const { socket, guard } = createGuard();
  const written = questionAllowance.sentMax / 4;
  for (let asked = 0; asked < 4; asked += 1) {
    guard.renew();
    socket.bytesWritten += written;
    socket.writableLength += written;
    expect(guard.admits()).toBe(true);
  }
  guard.renew();
  socket.bytesWritten += 1;
  expect(guard.admits()).toBe(false);
  expect(guard.trouble).toEqual({ kind: "flooded", by: "sent", max: questionAllowance.sentMax });
});

test("replies that a host owes are bounded in number, however slowly they gather", () => {
  const { guard } = createGuard();
  let awaited = awaitedMax;
  guard.countAwaited(() => awaited);
  guard.renew();
  expect(guard.admits()).toBe(true);
  awaited += 1;
  guard.renew();
  expect(guard.admits()).toBe(false);
});

test("a flood is told once, to a later listener at once, and the socket is destroyed with whatever it still holds", () => {
  const { socket, guard, told } = createGuard();
  guard.onFlood((trouble) => told.push(trouble));
  socket.bytesRead = loginAllowance.receivedMax + 1;
  expect([guard.admits(), guard.admits()]).toEqual([false, false]);
  expect(told).toEqual([{ kind: "flooded", by: "received", max: loginAllowance.receivedMax }]);
  expect(socket.destroyed).toBe(1);
  guard.onFlood((trouble) => told.push(trouble));
  expect(told).toHaveLength(2);
});
