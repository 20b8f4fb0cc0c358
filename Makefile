# 企业有话说. Prerequisites: Rust ≥ 1.94, Node ≥ 20, make, a C compiler.
# Everything that is more than a line lives in .ci/.

.DEFAULT_GOAL := help
.PHONY: help run web test test-embedded test-real test-pages bench chaos lint fmt docs generated secrets clean

CARGO ?= cargo

help: ## 显示本帮助 · this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## 编译并启动演示系统（无需任何服务器） · build and start the demonstration, no server needed
	@.ci/prerequisites run
	@.ci/web
	$(CARGO) run --locked -p api -- demo

web: ## 编译页面：手机 H5、工作台（需要 Node.js） · build the pages: the phone's and the console
	@.ci/web

test: ## 全部测试：内嵌部件与真实部件各一遍 · the whole suite, on both sets of parts
	@.ci/prerequisites test
	@.ci/test

test-embedded: ## 仅内嵌部件：SQLite、内存队列、内存缓存 · embedded parts only
	@.ci/test embedded

test-real: ## 仅真实部件：PostgreSQL、RabbitMQ、Redis · real parts only
	@.ci/test real

test-pages: ## 页面测试：真实浏览器与真实程序 · the pages in a real browser against the real binary
	@.ci/prerequisites test
	@.ci/pages

bench: ## 性能基准（需要 pgbench） · benchmarks against pgbench, reported, not judged
	@.ci/bench

chaos: ## 回放时反复 kill -9 并断开消息队列 · the replay while processes die and the broker is away
	@.ci/replay-chaos

lint: ## 格式、clippy、脚本检查 · formatting, clippy, scripts
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	@.ci/scripts

fmt: ## 格式化代码 · format the code
	$(CARGO) fmt --all

docs: ## 生成接口文档 · documentation of the crates
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps --document-private-items

generated: ## 重新生成 docs/CONFIG.md、docs/openapi.json、docs/STATES.md · write the generated files anew
	@.ci/generated

secrets: ## 为 docker-compose.yml 生成 ./secrets · make ./secrets for docker-compose.yml
	@.ci/secrets

clean: ## 删除编译结果（不动 var/ 中的数据） · remove what was built; var/ stays
	$(CARGO) clean
