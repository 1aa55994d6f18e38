# The bot in a container: docs/install.md says how to start it. The heap model and SQLite come prebuilt for glibc, hence Debian.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.base.json tsconfig.json tsconfig.page.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production SCIPY_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY bin ./bin
COPY assets ./assets
COPY host ./host
COPY manifest.yml scipy.example.yml scipy.schema.json .env.example ./
# The bot's folder is its alone; a named volume takes owner and mode over from here.
RUN install -d -m 0700 -o node -g node /data
VOLUME /data
USER node
# Needs `self: { port: 9155 }` in scipy.yml. The first reading and Slack's connection take some seconds.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9155/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/scipy-bot.js"]
CMD ["run", "--config", "/etc/scipy/scipy.yml"]
