# The same launcher as `npm start`, built beforehand. Not exercised by the tests: they have no container runtime.
#   docker build -t kneepoint .
#   docker run --init -p 127.0.0.1:3000:3000 -v kneepoint:/data -e KNEEPOINT_TOKEN=... kneepoint
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# .npmrc includes what develops and tests, which is not needed to run.
RUN npm run build && npm prune --omit=dev --include=prod

FROM node:24-slim
WORKDIR /app
COPY --from=build --chown=root:root /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENV HOST=0.0.0.0 PORT=3000 KNEEPOINT_DATA_DIR=/data
EXPOSE 3000
# Straight to the launcher, which passes signals on and collects its children.
CMD ["node", "lib/server/launcher/start.cjs", "start"]
