import type { AddressInfo, Server, Socket } from "node:net";
import { connect, createServer } from "node:net";

/**
 * A TCP proxy on loopback that spoils what passes: what a kernel's netem does, without root. Faults strike the
 * connections that stand as well as those to come, until `heal`.
 */
export class TcpFaultProxy {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #fault: Fault = { kind: "none" };

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(targetPort: number): Promise<TcpFaultProxy> {
    // A frozen peer does not answer a goodbye either, which sockets do by themselves unless they may be half open.
    const server = createServer({ noDelay: true, allowHalfOpen: true });
    const proxy = new TcpFaultProxy(server);
    server.on("connection", (client) => proxy.#join(client, targetPort));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The server also hears of the goodbyes that came meanwhile; what was said is lost. */
  heal(): void {
    this.#fault = { kind: "none" };
    for (const { client, upstream } of this.#pairs) if (client.readableEnded) upstream.end();
  }

  /** Each chunk from the server arrives so much later. */
  delay(ms: number): void {
    this.#fault = { kind: "delay", ms };
  }

  /** Nothing passes any more, in either direction, and nobody is told. */
  blackhole(): void {
    this.#fault = { kind: "blackhole" };
  }

  /** What comes from the server passes in pieces of so many bytes, with a pause after each. */
  drip(bytes: number, everyMs: number): void {
    this.#fault = { kind: "drip", bytes, everyMs };
  }

  /** Resets whoever connects from now on, before the server hears of it. */
  refuse(): void {
    this.#fault = { kind: "refuse" };
  }

  /** After so many more bytes from the server the connection is reset. */
  cutAfter(bytes: number): void {
    this.#fault = { kind: "cut", left: bytes };
  }

  /** Resets every connection that stands. */
  reset(): void {
    for (const { client, upstream } of this.#pairs) {
      client.resetAndDestroy();
      upstream.destroy();
    }
  }

  /** The server's side goes away; the client's side stays open and silent. */
  halfOpen(): void {
    this.#fault = { kind: "blackhole" };
    for (const { upstream } of this.#pairs) upstream.destroy();
  }

  async close(): Promise<void> {
    for (const { client, upstream } of this.#pairs) {
      client.destroy();
      upstream.destroy();
    }
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(client: Socket, targetPort: number): void {
    if (this.#fault.kind === "refuse") {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ host: "127.0.0.1", port: targetPort, noDelay: true });
    const pair = { client, upstream };
    this.#pairs.add(pair);
    for (const socket of [client, upstream]) socket.on("error", () => {});
    client.on("data", (chunk) => {
      if (this.#fault.kind !== "blackhole") upstream.write(chunk);
    });
    client.on("end", () => {
      if (this.#fault.kind !== "blackhole") upstream.end();
    });
    upstream.on("data", (chunk) => this.#pass(chunk, pair));
    upstream.on("close", () => {
      if (this.#fault.kind !== "blackhole") client.end();
    });
    client.on("close", () => {
      upstream.destroy();
      this.#pairs.delete(pair);
    });
  }

  #pass(chunk: Buffer, pair: Pair): void {
    const fault = this.#fault;
    switch (fault.kind) {
      case "blackhole":
        return;
      case "none":
      case "refuse":
        pair.client.write(chunk);
        return;
      case "delay":
        setTimeout(() => pair.client.write(chunk), fault.ms).unref();
        return;
      case "drip":
        this.#dripOut(chunk, pair, fault);
        return;
      case "cut":
        pair.client.write(chunk.subarray(0, fault.left));
        this.#fault = { kind: "cut", left: Math.max(0, fault.left - chunk.length) };
        if (chunk.length >= fault.left) setImmediate(() => this.reset());
    }
  }

  #dripOut(chunk: Buffer, pair: Pair, fault: Drip): void {
    pair.upstream.pause();
    pair.client.write(chunk.subarray(0, fault.bytes));
    const rest = chunk.subarray(fault.bytes);
    setTimeout(() => {
      if (rest.length > 0) this.#dripOut(rest, pair, fault);
      else pair.upstream.resume();
    }, fault.everyMs).unref();
  }
}

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
}

interface Drip {
  readonly kind: "drip";
  readonly bytes: number;
  readonly everyMs: number;
}

type Fault =
  | { readonly kind: "none" }
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "blackhole" }
  | { readonly kind: "refuse" }
  | Drip
  | { readonly kind: "cut"; readonly left: number };
