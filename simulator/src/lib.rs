//! Wire-faithful stand-ins of WeChat, WeCom and SMS for development, demonstration and tests.
//!
//! One server, all in memory. Each provider has its own base address: `/wechat`, `/wecom`,
//! `/sms/tencent`, `/sms/aliyun`; behind it the paths, fields, codes and signatures are the
//! provider's own, so the very clients that run in production run against it. What a person would
//! have received is shown at `/` and listed at `/api/messages`; faults are ordered at `/api/faults`.
//!
//! To add one more provider: a module with a `configure`, mounted in [`start`] behind the fault gate,
//! that records what it delivers through `State::deliver`.
//!
//! It is never part of a production image.

mod clock;
mod control;
mod faults;
mod page;
mod rules;
mod sms;
mod state;
mod store;
mod tokens;
mod wechat;
mod wecom;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpServer, web};
use tokio::task::JoinHandle;

use state::State;

pub use rules::check_field;
pub use store::Message;
pub use wechat::openid_of;

/// Whom the stand-ins know. The values of [`Options::default`] are public examples, not secrets.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many messages are kept; the oldest go first.
    pub capacity: usize,
    /// The mini-program's id.
    pub appid: String,
    /// Its secret.
    pub app_secret: String,
    /// The WeCom enterprise.
    pub corpid: String,
    /// Its application's secret.
    pub corp_secret: String,
    /// Its application's number.
    pub agentid: i64,
    /// Tencent: caller and key.
    pub tencent: (String, String),
    /// Aliyun: caller and key.
    pub aliyun: (String, String),
}

impl Default for Options {
    fn default() -> Self {
        let demo = |name: &str| format!("demo-{name}-not-a-real-secret");
        Self {
            capacity: 200_000,
            appid: "wxdemo000000000001".into(),
            app_secret: demo("wechat"),
            corpid: "wwdemo000000000001".into(),
            corp_secret: demo("wecom"),
            agentid: 1_000_002,
            tencent: ("AKIDdemo".into(), demo("tencent")),
            aliyun: ("LTAIdemo".into(), demo("aliyun")),
        }
    }
}

/// A running simulator. It stops when told to; dropping the handle leaves it running.
pub struct Running {
    addr: SocketAddr,
    handle: ServerHandle,
    task: JoinHandle<io::Result<()>>,
    state: web::Data<State>,
}

impl Running {
    /// Where it listens; the real port where 0 was asked for.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// A base address, for example `base("wechat")` or `base("sms/tencent")`.
    #[must_use]
    pub fn base(&self, provider: &str) -> String {
        format!("http://{}/{provider}", self.addr)
    }

    /// What was delivered, oldest first; `to` is an openid, a phone number or a staff id.
    #[must_use]
    pub fn messages(&self, to: Option<&str>) -> Vec<Message> {
        self.state.messages(to, None, usize::MAX)
    }

    /// Stops at once, without waiting for calls that are held back by a fault.
    ///
    /// # Errors
    /// What the server ended with.
    pub async fn stop(self) -> io::Result<()> {
        self.handle.stop(false).await;
        self.task.await.map_err(io::Error::other)?
    }
}

/// Starts on `bind` (port 0 chooses a free one), within the caller's tokio runtime.
///
/// # Errors
/// The address cannot be bound.
pub async fn start(bind: SocketAddr, options: Options) -> io::Result<Running> {
    let state = web::Data::new(State::new(options));
    let shared = state.clone();
    let server = HttpServer::new(move || {
        let gate = || from_fn(faults::gate);
        App::new()
            .app_data(shared.clone())
            .app_data(web::PayloadConfig::new(256 * 1024))
            .app_data(web::JsonConfig::default().error_handler(control::bad_json))
            .service(web::scope("/wechat").wrap(gate()).configure(wechat::configure))
            .service(web::scope("/wecom").wrap(gate()).configure(wecom::configure))
            .service(web::scope("/sms/tencent").wrap(gate()).configure(sms::tencent::configure))
            .service(web::scope("/sms/aliyun").wrap(gate()).configure(sms::aliyun::configure))
            .service(web::scope("/api").configure(control::configure))
            .configure(page::configure)
    })
    .workers(2)
    // As the providers' gateways do; a client that keeps idle connections shorter never meets the end
    // of one while it writes.
    .keep_alive(Duration::from_secs(75))
    .shutdown_timeout(1)
    .disable_signals()
    .bind(bind)?;
    let addr = server.addrs().first().copied().ok_or_else(|| io::Error::other("no address"))?;
    let server = server.run();
    let handle = server.handle();
    let task = tokio::spawn(server);
    tracing::info!(%addr, "the provider simulator listens");
    Ok(Running { addr, handle, task, state })
}
