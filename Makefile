# The door for people. Every target installs what it needs, or says what to install.

NODES ?= 1
FEATURES := --features talkoo/trial
CHAOS := target/debug/talkoo-loadtests chaos
# Of `make chaos` and `make fuzz`: the plan; of the first, how long things go wrong.
SEED ?= 1
LASTS ?= 300

.PHONY: help run test bench chaos fuzz checks rust-checks web-checks e2e sqlx types

help: ## Say what can be done
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and start Talkoo with its demonstration network on http://127.0.0.1:8080 (NODES=2: two nodes)
	@.ci/start $(NODES)

test: ## Check forms, lints, rules, units, integration, and two nodes with real browsers
	@.ci/install rust node compiler postgres redis voikko chromium
	@env -u DATABASE_URL -u MIGRATE_DATABASE_URL -u REDIS_URL SQLX_OFFLINE=true \
		server/tests/services run $(MAKE) --no-print-directory checks

bench: ## Measure loads against the baselines (LOADS="light busy": only these); leave the machine alone meanwhile
	@.ci/install rust node compiler postgres redis voikko
	@.ci/web
	SQLX_OFFLINE=true cargo build --quiet --release -p talkoo -p talkoo-loadtests
	target/release/talkoo-loadtests bench --server target/release/talkoo $(LOADS)

# Bugs are planted in a build of its own, in a folder of its own, and nowhere else.
chaos: ## Kill, freeze and cut three nodes under members who talk (SEED=7 LASTS=300), then find planted bugs
	@.ci/install rust node compiler postgres redis voikko faketime
	@.ci/web
	SQLX_OFFLINE=true cargo build --quiet --workspace $(FEATURES)
	$(CHAOS) --server target/debug/talkoo --seed $(SEED) --seconds $(LASTS)
	SQLX_OFFLINE=true cargo build --quiet --workspace $(FEATURES),talkoo/planted --target-dir target/planted
	$(CHAOS) --server target/planted/debug/talkoo --seed $(SEED) --seconds 20 --planted

fuzz: ## Bend 100,000 frames and bodies at a real server (SEED=2: in another way)
	@.ci/install rust node compiler postgres redis voikko
	@.ci/web
	SQLX_OFFLINE=true cargo build --quiet --workspace $(FEATURES)
	target/debug/talkoo-loadtests fuzz --seed $(SEED) --count 100000 --server target/debug/talkoo

sqlx: ## Learn the checked queries anew, into .sqlx
	@.ci/install rust compiler postgres redis
	@.ci/sqlx

types: ## Write the web client's types from the protocol
	TALKOO_WRITE_TYPES=1 cargo test --quiet -p talkoo-protocol typescript

checks: rust-checks web-checks e2e

# The client is built first: the server carries it.
rust-checks:
	.ci/web
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets $(FEATURES) -- -D warnings
	if command -v cargo-nextest >/dev/null; then \
		cargo nextest run --workspace $(FEATURES); \
	else \
		cargo test --quiet --workspace $(FEATURES); \
	fi
	cargo build --quiet --workspace $(FEATURES)
	$(CHAOS) --server target/debug/talkoo --seconds 60 --patience 6

web-checks:
	if [ -f web-client/package-lock.json ]; then \
		cd web-client && npm run check && npm test; \
	fi

# The binary of the Rust tests is the one that the browsers talk to.
e2e: ## Only this: drive two nodes with real browsers
	@.ci/install rust node compiler postgres redis voikko chromium
	@.ci/web
	if [ -d web-client/e2e ]; then \
		SQLX_OFFLINE=true cargo build --quiet --workspace $(FEATURES) && \
		cd web-client && TALKOO_BINARY=$(CURDIR)/target/debug/talkoo npm run e2e; \
	fi
