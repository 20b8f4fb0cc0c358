//! The command line: the server, and what an operator does before and beside it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use api::command::{self, NewAccount};
use api::proof;
use clap::{Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// The audit trail.
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// The clocks of appeals.
    Clocks {
        #[command(subcommand)]
        what: Clocks,
    },
    /// Fields that name or reach a person.
    Privacy {
        #[command(subcommand)]
        what: Privacy,
    },
    Replay(api::replay::Args),
    /// Prints the API file (OpenAPI 3.1).
    Openapi,
    /// Prints the table of states, commands and parties.
    States,
    /// Prints the reference of all configuration keys.
    ConfigReference,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Makes an account. The password is read from the standard input, so that it stands in no list of
    /// processes and in no history.
    CreateStaff(NewAccount),
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Proves the trail and names the first entry that does not hold (exit code 2 then).
    Verify {
        /// Heads that the supervisor has kept; may be given more than once.
        #[arg(long = "head")]
        heads: Vec<PathBuf>,
    },
    /// Signs the head of the trail as it is now and prints it, for the supervisor to keep.
    ExportHead,
    /// Prints the public key of the heads.
    PublicKey,
}

#[derive(Debug, Subcommand)]
enum Clocks {
    /// Works the clocks of every open appeal out again from its events, and keeps what differs as incidents
    /// (exit code 2 then).
    Verify,
}

#[derive(Debug, Subcommand)]
enum Privacy {
    /// Seals everything anew that is not sealed with the current key.
    Rotate,
    /// Erases a person on their written request.
    Erase {
        /// The account of the entrepreneur.
        #[arg(long)]
        person: uuid::Uuid,
    },
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
        What::Audit { what: Audit::Verify { heads } } => {
            return command::run(proof::verify_audit(file, &heads));
        }
        What::Clocks { what: Clocks::Verify } => return command::run(proof::verify_clocks(file)),
        What::Audit { what: Audit::ExportHead } => print(&command::run(proof::export_head(file))?),
        What::Audit { what: Audit::PublicKey } => print(proof::public_key(file)?.trim_end()),
        What::Privacy { what: Privacy::Rotate } => command::run(proof::rotate(file)),
        What::Privacy { what: Privacy::Erase { person } } => {
            command::run(proof::erase(file, person))
        }
        What::States => print(domain::appeal::states_doc::markdown().trim_end()),
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
