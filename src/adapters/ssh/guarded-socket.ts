import type { Socket } from "node:net";
import { connect } from "node:net";
import type { SshReach } from "../../domain/host.ts";
import { FloodGuard } from "./flood-guard.ts";
import { pieceBytesMax } from "./limits.ts";

export interface GuardedSocket {
  readonly socket: Socket;
  readonly guard: FloodGuard;
}

/** Connects. What arrives is handed on in small pieces, and none of it any more once the guard has ended the connection. */
export function openGuardedSocket({ address, port }: SshReach): GuardedSocket {
  const piece = Buffer.alloc(pieceBytesMax);
  const take = (bytes: number): boolean => {
    // A copy, because the next piece is read into the same place.
    return guard.admits() && socket.push(Buffer.from(piece.subarray(0, bytes)));
  };
  const onread = { buffer: piece, callback: take };
  const socket = connect({ host: address, port, noDelay: true, onread });
  const guard = new FloodGuard(socket);
  return { socket, guard };
}
