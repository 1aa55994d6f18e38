import { parseConfig } from "../../src/config/parse-config.ts";

const places = { folder: "/etc/scipy", home: "/home/bot" };

export function parse(text: string) {
  return parseConfig(text, "scipy.yml", places);
}

/** "line:column key: sentence" of each fault, in their order. */
export function faultsOf(text: string): readonly string[] {
  const parsed = parse(text);
  return parsed.ok
    ? []
    : parsed.error.map(({ line, column, key, sentence }) => `${line}:${column} ${key}: ${sentence}`);
}

/** A configuration without faults; lines may be put in at the end of its parts. */
export function configText({ top = "", host = "", daemon = "", find = "unit: zope.service" } = {}): string {
  return `channel: "#ops"
${top}
hosts:
  - name: web-1
    user: bot
    key: /keys/web
    ${host}
    daemons:
      - name: zope
        find: { ${find} }
        ${daemon}
`;
}
