# All images of Mood DJ: the targets `service`, `inference`, `web` and `inference-gpu`. A service is named by its folder:
#   docker build --build-arg PACKAGE=services/gateway --target service .
# No image holds a shell, a package manager or a compiler: a root file system of Node, the libraries that it loads, and the code.

ARG NODE_IMAGE=node:24-trixie-slim
ARG CUDA_IMAGE=nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04

# ---- What installs and builds.
FROM ${NODE_IMAGE} AS workshop
ARG PNPM_VERSION=12.21.0
# Tells an SBOM scanner to look here, where the lockfile is.
ARG BUILDKIT_SBOM_SCAN_STAGE=true
ENV CI=true NEXT_TELEMETRY_DISABLED=1
RUN --mount=type=cache,target=/root/.npm \
    npm install --global --no-audit --no-fund --ignore-scripts "pnpm@${PNPM_VERSION}"
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages packages

# ---- What Node needs to run, and nothing else.
FROM ${NODE_IMAGE} AS ground
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /ground/etc /ground/usr/local/bin /ground/tmp /ground/var/lib/dpkg/status.d \
 && chmod 1777 /ground/tmp \
 # Without the names that only a debugger asks for: 18 MB less.
 && strip -o /ground/usr/local/bin/node /usr/local/bin/node \
 # The libraries that node is linked to, and those that its native packages load besides.
 && for library in $(ldd /usr/local/bin/node | grep -o '/[^ ]*') $(ldconfig -p | grep -oE '/\S+/lib(rt|resolv|pthread|dl)\.so\.[0-9]'); \
    do mkdir -p "/ground$(dirname "$library")" && cp -L "$library" "/ground$library"; done \
 && echo 'node:x:1000:1000::/tmp:/usr/sbin/nologin' > /ground/etc/passwd && echo 'node:x:1000:' > /ground/etc/group \
 && cp /etc/os-release /ground/etc/ \
 # What a scanner reads to know which libraries are here.
 && dpkg-query --status libc6 libstdc++6 libgcc-s1 > /ground/var/lib/dpkg/status.d/libraries

FROM scratch AS runtime
COPY --from=ground /ground /
ENV PATH=/usr/local/bin NODE_ENV=production
USER 1000:1000

# ---- A service with what it runs on.
FROM workshop AS service-build
ARG PACKAGE
COPY ${PACKAGE} ${PACKAGE}
RUN --mount=type=cache,target=/root/.cache/pnpm --mount=type=cache,target=/store,sharing=locked \
    pnpm install --store-dir=/store --prod --frozen-lockfile --filter "{./${PACKAGE}}..." \
 # Only what was asked for stays: no other package, no type declarations, no packages' own tests, no other platform's binaries, each font once.
 && pnpm --filter "{./${PACKAGE}}..." list --depth -1 --parseable > /tmp/wanted \
 && for folder in packages/*; do grep -qxF "/app/$folder" /tmp/wanted || rm -rf "$folder"; done \
 && find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.woff' \) -delete \
 && find node_modules/.pnpm/*/node_modules -maxdepth 3 -type d \( -name test -o -name tests -o -name benchmark \) ! -path '*/@*/test*' -prune -exec rm -rf {} + \
 && this="linux-$(node -p process.arch)" \
 && find node_modules/.pnpm -type d -path '*/prebuilds/*' ! -name "*$this" -prune -exec rm -rf {} + \
 && find node_modules/.pnpm -type d -path '*/onnxruntime-node/bin/napi-*/*/*' ! -path "*/linux/$(node -p process.arch)*" -prune -exec rm -rf {} +

FROM runtime AS service
ARG PACKAGE
LABEL org.opencontainers.image.title="Mood DJ: ${PACKAGE}" org.opencontainers.image.licenses=Apache-2.0
COPY --from=service-build /app /app
WORKDIR /app/${PACKAGE}
ENV HOST=0.0.0.0 PORT=8080 OPS_PORT=9090
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9090/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["src/main.ts"]

# ---- The networks, each held against the digest that the manifest names.
FROM workshop AS networks
COPY services/inference services/inference
COPY models models
RUN --mount=type=cache,target=/root/.cache/pnpm --mount=type=cache,target=/store,sharing=locked \
    pnpm install --store-dir=/store --frozen-lockfile --filter "{./services/inference}..." \
 && node services/inference/src/prepare-models.ts

FROM service AS inference
COPY --from=networks /app/models /app/models
# Frames come and go in several threads; docs/decisions/010 has the figures of both settings.
ENV MALLOC_ARENA_MAX=2 NODE_OPTIONS=--max-semi-space-size=2 FRAMES_PORT=7000
EXPOSE 7000

# ---- Inference on an NVIDIA card, on x86-64 only; written by the documentation and not measured. The runtime's CUDA libraries are not in its
# package: its own script fetches them.
FROM service-build AS cuda-build
RUN cd node_modules/.pnpm/onnxruntime-node@*/node_modules/onnxruntime-node && node script/install.js --onnxruntime-node-install=cuda12

FROM ${CUDA_IMAGE} AS inference-gpu
ARG PACKAGE
LABEL org.opencontainers.image.title="Mood DJ: ${PACKAGE} on CUDA" org.opencontainers.image.licenses=Apache-2.0
COPY --from=ground /ground/usr/local/bin/node /usr/local/bin/node
COPY --from=cuda-build /app /app
COPY --from=networks /app/models /app/models
WORKDIR /app/${PACKAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 OPS_PORT=9090 FRAMES_PORT=7000 MALLOC_ARENA_MAX=2 NODE_OPTIONS=--max-semi-space-size=2 INFERENCE_PROVIDER=cuda
EXPOSE 8080 9090 7000
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9090/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["src/main.ts"]

# ---- The page.
FROM workshop AS web-build
COPY apps/web apps/web
COPY tsconfig.base.json ./
RUN --mount=type=cache,target=/root/.cache/pnpm --mount=type=cache,target=/store,sharing=locked \
    pnpm install --store-dir=/store --frozen-lockfile --filter "{./apps/web}..."
RUN --mount=type=cache,target=/app/apps/web/.next/cache \
    cd apps/web && STANDALONE=yes node node_modules/next/dist/bin/next build \
 && mv .next/standalone /page && mkdir -p /page/apps/web/.next \
 && mv .next/static /page/apps/web/.next/static && cp -r public /page/apps/web/

FROM runtime AS web
LABEL org.opencontainers.image.title="Mood DJ: apps/web" org.opencontainers.image.licenses=Apache-2.0
COPY --from=web-build /page /app
WORKDIR /app/apps/web
ENV HOSTNAME=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/manifest.webmanifest').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["server.js"]
