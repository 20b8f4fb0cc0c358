# syntax=docker/dockerfile:1
# One build, two images: --target api and --target worker. Neither holds the provider simulators
# (--no-default-features), a shell user, or a compiler.

# The pages, which the binary holds.
FROM node:22-slim AS pages
WORKDIR /src
COPY . .
RUN for package in api console mobile; do (cd "web/$package" && npm ci --ignore-scripts --no-audit --no-fund) || exit 1; done \
    && (cd web/console && npm run build) \
    && (cd web/mobile && npm run check && npm run build:h5)

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
COPY --from=pages /src/web/console/dist web/console/dist
COPY --from=pages /src/web/mobile/dist/build/h5 web/mobile/dist/build/h5
# The caches are shared between builds; the binaries are copied out of them before they are gone.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --release --no-default-features -p api -p worker --bins \
    && mkdir /out \
    && cp target/release/api target/release/worker /out/

FROM debian:12.11-slim AS base
# The certificates that the providers' TLS is checked against, and the zone of the log's reader.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 yh \
    && useradd --uid 10001 --gid yh --no-create-home --home-dir /data --shell /usr/sbin/nologin yh \
    && install -d -o yh -g yh -m 0750 /data /data/objects
WORKDIR /data
ENV YH_MODE=production \
    YH_DATA_DIR=/data \
    YH_METRICS_BIND=0.0.0.0:9090
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM

FROM base AS worker
COPY --from=build /out/worker /usr/local/bin/worker
EXPOSE 9090
# bash and grep are part of the base image; no client needs to be installed for this.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9090 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/usr/local/bin/worker"]

# Last, so that it is what a build without --target makes.
FROM base AS api
ENV YH_SERVER_BIND=0.0.0.0:8080
COPY --from=build /out/api /usr/local/bin/api
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/usr/local/bin/api"]
CMD ["serve"]
