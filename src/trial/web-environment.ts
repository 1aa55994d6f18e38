import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** Handlers of the workspace can reach the connection itself, to break it on demand. */
export interface NodeEnv {
  Bindings: HttpBindings;
}

export type NodeContext = Context<NodeEnv>;
