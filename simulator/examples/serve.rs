//! The simulator by itself: `cargo run -p simulator --example serve [address]`.

use std::io::{self, Write};
use std::net::SocketAddr;

#[tokio::main]
async fn main() -> io::Result<()> {
    let bind = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8090".into());
    let bind: SocketAddr = bind.parse().map_err(io::Error::other)?;
    let running = simulator::start(bind, simulator::Options::default()).await?;
    writeln!(io::stdout(), "http://{}/", running.addr())?;
    tokio::signal::ctrl_c().await?;
    running.stop().await
}
