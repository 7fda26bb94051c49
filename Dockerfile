# syntax=docker/dockerfile:1
# A static binary, in an image with a shell: runners of GitLab need one, and `entrypoint: [""]` in the job.

ARG RUST=1.95
ARG ALPINE=3.22

FROM rust:${RUST}-alpine${ALPINE} AS build
RUN apk add --no-cache build-base
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY src ./src
COPY benches ./benches
COPY examples ./examples
COPY schema ./schema
# Alpine's target links the C library into the binary.
RUN cargo build --profile dist --locked --bin labwright

FROM alpine:${ALPINE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="labwright" \
      org.opencontainers.image.description="Declarative configuration for GitLab" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
RUN apk add --no-cache ca-certificates && adduser -D -u 10001 labwright
COPY --from=build /src/target/dist/labwright /usr/local/bin/labwright
USER 10001
WORKDIR /work
ENTRYPOINT ["labwright"]
CMD ["--help"]
