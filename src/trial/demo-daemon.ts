import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { parseArgs } from "node:util";
import { createDemoHeap, type DemoHeap, demoTurnMs } from "./demo-heap.ts";

/**
 * The demo daemon, a process of its own: `node --expose-gc demo-daemon.js [--port 0] [--seed 1]`. It tells its port as
 * `{"port":8080}`, on standard output and to the process that forked it. It ends on SIGTERM or SIGINT, and when the
 * process that started it is gone, so that no trial leaves a memory eater behind.
 */
const { values } = parseArgs({
  options: { port: { type: "string", default: "0" }, seed: { type: "string", default: "1" } },
});
const parent = process.ppid;
const heap = createDemoHeap(Number(values.seed));
const server = createServer((request, response) => {
  const known = request.method === "GET" && request.url === "/health";
  response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(known ? { status: "ok", ...heap.figures() } : { error: "Ask for GET /health." }));
});
server.on("error", (error) => {
  process.stderr.write(`The demo daemon cannot listen on port ${values.port} of 127.0.0.1: ${error.message}\n`);
  process.exit(1);
});
server.listen(Number(values.port), "127.0.0.1", () => run(server, heap));

function run(listening: Server, fragmenting: DemoHeap): void {
  const { port } = listening.address() as AddressInfo;
  const guests: Socket[] = [];
  const timer = setInterval(() => {
    if (process.ppid !== parent) end();
    fragmenting.turn();
    // The pages of a rush are garbage now. Collected every turn, the course is the same on every version of Node.
    globalThis.gc?.();
    seatGuests(guests, { port, wanted: guestsFor(fragmenting) });
  }, demoTurnMs);

  function end(): void {
    clearInterval(timer);
    for (const guest of guests) guest.destroy();
    listening.close(() => process.exit(0));
    listening.closeAllConnections();
  }
  for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.once(event, end);
  process.stdout.write(`${JSON.stringify({ port })}\n`);
  process.send?.({ port });
}

/** One in sixty visitors keeps a connection open, at most twelve: something for a restart to cut. */
function guestsFor(fragmenting: DemoHeap): number {
  return Math.min(12, 1 + Math.floor(fragmenting.figures().visitors / 60));
}

function seatGuests(guests: Socket[], { port, wanted }: { readonly port: number; readonly wanted: number }): void {
  while (guests.length > wanted) guests.pop()?.destroy();
  while (guests.length < wanted) {
    const guest = connect(port, "127.0.0.1");
    // The server drops a connection that has not asked for anything after a while; the guest leaves and another comes.
    guest.on("error", () => guest.destroy());
    guest.on("close", () => {
      const seat = guests.indexOf(guest);
      if (seat >= 0) guests.splice(seat, 1);
    });
    guests.push(guest);
  }
}
