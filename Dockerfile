# The program and its production dependencies. Needs nothing at run time but a PostgreSQL (DATABASE_URL); without
# one it starts its own on the volume.

FROM node:24-slim AS build
WORKDIR /app
# Packages first: they are installed anew only when the lock file changes.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps \
    HOME=/home/node \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules/
COPY --from=build /app/prisma prisma/
COPY --from=build /app/locales locales/
COPY --from=build /app/dist dist/
RUN mkdir -p "$DATA_DIR" && chown node:node "$DATA_DIR"
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The program never runs as root. Some hosts mount a new volume as root's, so a start as root hands the volume over
# and steps down; `--user node` works as well.
ENTRYPOINT ["sh", "-c", "if [ \"$(id -u)\" = 0 ]; then chown node:node \"$DATA_DIR\" && exec setpriv --reuid=node --regid=node --init-groups --no-new-privs -- \"$@\"; fi; exec \"$@\"", "start"]
CMD ["node", "dist/main.js"]
