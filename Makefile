.PHONY: run test check quick docs bench

# Builds, furnishes an invented committee once, serves it, and prints the address and a sign-in for each role.
run:
	cargo run --profile demo -- demo

# Everything that is checked, set-up included; what CI runs. Nothing may be passed over.
# A tree built once has no use for what speeds the next build, and it is gigabytes.
test: export CI = true
test: export CARGO_INCREMENTAL = 0
test:
	tools/setup
	$(MAKE) --no-print-directory check
	cargo deny --log-level error check licenses bans sources
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet
	tools/postgres sh -c 'YIZHENG_TEST_STORE=postgres cargo test --quiet --test all scenarios && cargo test'

# What an editor would say: format and lints.
check:
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings

# What a change is tried with: format, lints, the tests within the files, and the scenarios on the embedded database whose
# names hold what is asked for: make quick ONLY=proposal_reply
quick: check
	cargo test --quiet --lib
	cargo test --quiet --test all scenarios::$(ONLY)

# Prints the pages of docs/ that come out of the code.
docs:
	UPDATE_DOCS=1 cargo test --quiet --test all printed

# The parts that are measured alone, a sitting of 2,000 members with 5,000 live pages, and a million proposals.
bench:
	cargo bench
	cargo run --release -- bench sitting
	cargo run --release -- bench proposals
