FROM node:24.12.0-bookworm-slim AS build
WORKDIR /otklik
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY server ./server
RUN npm run build

# The embedded PostgreSQL is an optional dependency: here DATABASE_URL names a database of its own.
FROM node:24.12.0-bookworm-slim AS packages
WORKDIR /otklik
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24.12.0-bookworm-slim
WORKDIR /otklik
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY package.json LICENSE ./
COPY --from=packages /otklik/node_modules ./node_modules
COPY migrations ./migrations
COPY locales ./locales
COPY views ./views
COPY server/features/accounts/words ./server/features/accounts/words
COPY server/features/campaigns/demo ./server/features/campaigns/demo
COPY server/features/officials/demo ./server/features/officials/demo
COPY server/features/drafts/example ./server/features/drafts/example
COPY server/features/clocks/data ./server/features/clocks/data
COPY server/features/sendings/templates ./server/features/sendings/templates
COPY server/features/signatures/words ./server/features/signatures/words
COPY --from=build /otklik/dist ./dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "dist/server/main.js"]
