//! What a worker is made of.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use domain::notice::QuietHours;
use domain::time::TimeSource;
use platform::broker::Broker;
use platform::cache::Cache;
use platform::config::WorkerSettings;
use platform::fault::FaultPoints;
use platform::objects::Objects;
use platform::providers::{Sms, WechatMini, Wecom};
use service::Store;
use service::delivery::Patience;

/// Everything that the loops share. Cheap to clone.
#[derive(Clone)]
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The broker.
    pub broker: Arc<dyn Broker>,
    /// For live updates; nothing rests on it.
    pub cache: Arc<dyn Cache>,
    /// Where signed heads of the audit trail are put.
    pub objects: Objects,
    /// What time it is.
    pub time: Arc<dyn TimeSource>,
    /// Who delivers notices.
    pub senders: Senders,
    /// Batch sizes and intervals.
    pub settings: WorkerSettings,
    /// Unsettled messages per consumer.
    pub prefetch: u16,
    /// How often a delivery is tried.
    pub patience: Patience,
    /// When phones stay silent.
    pub quiet_hours: Option<QuietHours>,
    /// How often a head of the audit trail is signed and put away.
    pub head_interval: Duration,
    /// How long contacts are kept after an appeal was closed; for ever when absent.
    pub contacts_kept: Option<chrono::Duration>,
    /// Where tests interrupt.
    pub faults: Arc<FaultPoints>,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parts").field("store", &self.store).finish_non_exhaustive()
    }
}

impl Parts {
    /// How long a leased row is another's.
    #[must_use]
    pub fn lease(&self) -> chrono::Duration {
        chrono::Duration::from_std(self.settings.lease)
            .unwrap_or_else(|_| chrono::Duration::seconds(30))
    }
}

/// The providers, where they are configured.
#[derive(Clone, Default)]
pub struct Senders {
    /// WeChat subscription messages.
    pub wechat: Option<Arc<dyn WechatMini>>,
    /// Our template name → WeChat's template id.
    pub wechat_templates: BTreeMap<String, String>,
    /// WeCom application messages.
    pub wecom: Option<Arc<dyn Wecom>>,
    /// SMS.
    pub sms: Option<Arc<dyn Sms>>,
    /// Our template name → the provider's template id.
    pub sms_templates: BTreeMap<String, String>,
    /// Whether SMS follows a definite refusal of WeChat.
    pub sms_fallback: bool,
}

impl std::fmt::Debug for Senders {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Senders")
            .field("wechat", &self.wechat.is_some())
            .field("wecom", &self.wecom.is_some())
            .field("sms", &self.sms.is_some())
            .finish_non_exhaustive()
    }
}

/// Sleeps, or until the process stops; `false` when it stops.
pub(crate) async fn pause(stop: &tokio_util::sync::CancellationToken, how_long: Duration) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = tokio::time::sleep(how_long) => true,
    }
}
