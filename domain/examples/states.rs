//! Prints the state table: `cargo run -p domain --example states > docs/STATES.md`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(domain::appeal::states_doc::markdown().as_bytes())
}
