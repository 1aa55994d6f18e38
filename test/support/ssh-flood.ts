import type { Socket } from "node:net";
import type { Connection } from "ssh2";

/** What a hostile server does to a client, below everything that the library's server would do by itself. */
export interface Flood {
  /** What the client, and the kernel before it, have taken. */
  readonly takenBytes: () => number;
  /** What the client has sent, in all. */
  readonly repliedBytes: () => number;
}

/** Writes one packet again and again, so many times or for as long as the client takes it. */
export function flood(connection: Connection, payload: Buffer, packetsMax = Number.POSITIVE_INFINITY): Flood {
  const { _protocol: protocol, _sock: socket } = innardsOf(connection);
  let left = packetsMax;
  const pour = () => {
    for (let turn = 0; turn < packetsAtOnce && left > 0 && socket.writable && !socket.writableNeedDrain; turn += 1) {
      writePacket(protocol, payload);
      left -= 1;
    }
  };
  const pouring = setInterval(pour, 1);
  socket.on("close", () => clearInterval(pouring));
  return {
    takenBytes: () => socket.bytesWritten - socket.writableLength,
    repliedBytes: () => socket.bytesRead,
  };
}

/** From now on it reads nothing. */
export function turnDeaf(connection: Connection): void {
  innardsOf(connection)._sock.pause();
}

/** Payloads of packets (RFC 4253, RFC 4254), each of a kind to which no honest server treats its clients in numbers. */
export const packets = {
  ignore: packet(2, text("x".repeat(1000))),
  /** Asks for a reply. */
  globalRequest: packet(80, text("keepalive@openssh.com"), [1]),
  openX11: packet(90, text("x11"), number(1), number(2 ** 20), number(2 ** 15), text("localhost"), number(6000)),
  banner: packet(53, text("x".repeat(1000)), text("")),
  /** "Your key would do": the client then signs. */
  keyWouldDo: packet(60, text("ssh-ed25519"), text("")),
  /** The client asks the host to prove that it has these keys. */
  hostKeys: (key: Buffer) => packet(80, text("hostkeys-00@openssh.com"), [0], text(key)),
};

const packetsAtOnce = 200;

/** The library's types do not know these. */
interface Innards {
  readonly _sock: Socket;
  readonly _protocol: Protocol;
}

interface Protocol {
  readonly _packetRW: { readonly write: PacketWriter };
  readonly _cipher: { encrypt(packet: Uint8Array): void };
}

interface PacketWriter {
  readonly allocStart: number;
  alloc(bytes: number): Uint8Array;
  finalize(packet: Uint8Array): Uint8Array;
}

function innardsOf(connection: Connection): Innards {
  return connection as unknown as Innards;
}

function writePacket({ _packetRW: { write }, _cipher: cipher }: Protocol, payload: Buffer): void {
  const at = write.allocStart;
  const whole = write.alloc(payload.length);
  whole.set(payload, at);
  cipher.encrypt(write.finalize(whole));
}

function packet(type: number, ...parts: readonly (Buffer | readonly number[])[]): Buffer {
  return Buffer.concat([Buffer.of(type), ...parts.map((part) => Buffer.from(part))]);
}

function text(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
