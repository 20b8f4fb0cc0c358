//! The command line: the server, and what an operator does before and beside it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use api::command::{self, NewAccount};
use clap::{Parser, Subcommand};

/// 企业有话说: the API and its operations.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// The configuration file; the environment (`YH_…`) goes above it.
    #[arg(long, short, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Serves the API until it is asked to stop.
    Serve {
        /// Runs relay, consumers and timers in this process too.
        #[arg(long)]
        with_worker: bool,
    },
    /// Runs the demonstration city: database, API, worker and the providers' stand-ins in one process.
    #[cfg(feature = "demo")]
    Demo,
    /// Brings the database to the present schema, and the reference data with it.
    Migrate,
    /// Accounts of staff.
    Admin {
        #[command(subcommand)]
        what: Admin,
    },
    Replay(api::replay::Args),
    /// Prints the API file (OpenAPI 3.1).
    Openapi,
    /// Prints the reference of all configuration keys.
    ConfigReference,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Makes an account. The password is read from the standard input, so that it stands in no list of
    /// processes and in no history.
    CreateStaff(NewAccount),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            // Telemetry may not have been started, or have ended: the operator reads this line.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let file = cli.config.as_deref();
    match cli.what {
        What::Replay(args) => return command::run(api::replay::run(file, &args)),
        What::Openapi => print(&api::server::openapi().to_pretty_json()?),
        What::ConfigReference => print(platform::config::reference_markdown().trim_end()),
        What::Serve { with_worker } => command::run(command::serve(file, with_worker)),
        #[cfg(feature = "demo")]
        What::Demo => command::run(api::demo::run(file)),
        What::Migrate => command::run(command::migrate(file)),
        What::Admin { what: Admin::CreateStaff(account) } => {
            let id = command::run(command::create_staff(file, account))?;
            print(&id.to_string())
        }
    }
    .map(|()| ExitCode::SUCCESS)
}

/// The last line may be the reader's last wish: a closed pipe is no fault.
fn print(text: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
