# The bot and nothing else: no shell, no package manager, no compiler, no root. What is in it, how to run it with a
# read-only file system, and how it was tried, is in docs/install.md. test/infra/image.test.ts does what this file says.
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY scripts/bundle.ts ./scripts/bundle.ts
COPY scripts/bundle ./scripts/bundle
RUN npx tsc -p tsconfig.build.json
RUN node dist/scripts/bundle.js

FROM node:22-bookworm-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
# Becomes the data folder, which the bot closes to all others.
RUN mkdir /data

FROM gcr.io/distroless/nodejs22-debian12:nonroot
WORKDIR /app
ENV NODE_ENV=production SECRETBOT_DATA_DIR=/data
COPY --from=packages /packages/package.json ./
COPY --from=packages /packages/node_modules ./node_modules
COPY --from=build /build/dist/bot ./dist/bot
COPY --from=build /build/dist/src ./dist/src
COPY --from=packages --chown=65532:65532 /data /data
USER 65532:65532
VOLUME /data
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["/nodejs/bin/node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3978}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["dist/bot/secretbot.js"]
