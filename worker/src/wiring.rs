//! From the configuration to the parts: which database, broker, cache and providers a process talks to.
//! The same for the API's process and the worker's, so it lives here, where both can use it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use domain::time::TimeSource;
use platform::broker::{self, Broker, BrokerOptions};
use platform::cache::{self, Cache};
use platform::config::{Config, MiniprogramState, NotifySettings, SmsProvider, SqliteSynchronous};
use platform::database::{self, DatabaseSettings, Pools};
use platform::fault::FaultPoints;
use platform::machine_time::MachineIds;
use platform::objects::{Objects, S3Settings};
use platform::providers::{
    AliyunSettings, AliyunSms, Sms, TencentSettings, TencentSms, TokenCache, WechatClient,
    WechatMini, WechatSettings, Wecom, WecomClient, WecomSettings,
};
use platform::telemetry::PartHealth;
use service::Store;
use service::delivery::Patience;

use crate::parts::{Parts, Senders};
use crate::probe::FaultProbe;
use crate::tokens::CachedTokens;
use crate::topology::topology;

/// How long a TCP connection to a provider may take.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a part may take to say that it is well.
const HEALTH: Duration = Duration::from_secs(2);

/// Everything that a process is connected to.
#[derive(Clone)]
pub struct Wired {
    /// The configuration it was wired from.
    pub config: Arc<Config>,
    /// The connections themselves, for health checks.
    pub pools: Pools,
    /// The database as the service sees it.
    pub store: Store,
    /// The broker.
    pub broker: Arc<dyn Broker>,
    /// The cache.
    pub cache: Arc<dyn Cache>,
    /// Files.
    pub objects: Objects,
    /// What time it is.
    pub time: Arc<dyn TimeSource>,
    /// The providers.
    pub senders: Senders,
    /// Where tests interrupt.
    pub faults: Arc<FaultPoints>,
}

impl std::fmt::Debug for Wired {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wired").field("store", &self.store).finish_non_exhaustive()
    }
}

/// Connects everything lazily: a process starts while its database, broker or cache is down and says so
/// at `/readyz`.
///
/// # Errors
/// When the configuration names something that cannot be made.
pub async fn wire(
    config: Arc<Config>,
    time: Arc<dyn TimeSource>,
    faults: Arc<FaultPoints>,
) -> anyhow::Result<Wired> {
    platform::providers::install_tls();
    let pools = database::connect(&database_settings(&config)).await.context("database")?;
    let probe = Arc::new(FaultProbe(faults.clone()));
    let guards = platform::guards::from_config(&config).context("guards")?;
    let ids = Arc::new(MachineIds);
    let store = Store::new(pools.write.clone(), pools.read.clone(), ids, probe, guards);
    let queues = topology(&config.broker.prefix, config.broker.delivery_limit);
    let options = BrokerOptions {
        // In the process a confirm means that the work is done, which has a time of its own.
        confirm_timeout: (!config.broker.url.is_embedded())
            .then_some(config.broker.confirm_timeout),
        connection_name: config.telemetry.service_name.clone(),
    };
    let broker =
        broker::connect(config.broker.url.as_str(), queues, options).await.context("broker")?;
    let cache =
        cache::connect(config.cache.url.as_str(), &config.cache.prefix).await.context("cache")?;
    let senders = senders(&config, &cache, &time)?;
    let objects = objects(&config).context("objects")?;
    Ok(Wired { config, pools, store, broker, cache, objects, time, senders, faults })
}

impl Wired {
    /// How each thing that this process depends on is doing. Only the database is required: without
    /// it nothing can be promised; without the others the product is slower, not wrong.
    pub async fn health(&self) -> Vec<PartHealth> {
        let part = |name: &str, up, required| PartHealth { part: name.to_owned(), up, required };
        let (database, broker, cache) = tokio::join!(
            tokio::time::timeout(HEALTH, database::ping(&self.pools)),
            tokio::time::timeout(HEALTH, self.broker.health()),
            tokio::time::timeout(HEALTH, self.cache.health()),
        );
        vec![
            part("database", matches!(database, Ok(Ok(()))), true),
            part("broker", matches!(broker, Ok(Ok(()))), false),
            part("cache", matches!(cache, Ok(Ok(()))), false),
        ]
    }

    /// What the worker's loops need.
    #[must_use]
    pub fn parts(&self) -> Parts {
        Parts {
            store: self.store.clone(),
            broker: self.broker.clone(),
            cache: self.cache.clone(),
            objects: self.objects.clone(),
            time: self.time.clone(),
            senders: self.senders.clone(),
            settings: self.config.worker.clone(),
            prefetch: self.config.broker.prefetch,
            patience: patience(&self.config.notify),
            quiet_hours: self.config.notify.quiet_hours,
            head_interval: self.config.audit.head_interval,
            contacts_kept: contacts_kept(&self.config),
            faults: self.faults.clone(),
        }
    }
}

/// How long contacts are kept after an appeal was closed; for ever where the operator says 0.
fn contacts_kept(config: &Config) -> Option<chrono::Duration> {
    let days = config.privacy.contact_retention_days;
    (days > 0).then(|| chrono::Duration::days(i64::from(days)))
}

fn patience(notify: &NotifySettings) -> Patience {
    let span = |span| chrono::Duration::from_std(span).unwrap_or(chrono::Duration::hours(1));
    Patience {
        attempts: i32::try_from(notify.max_attempts).unwrap_or(i32::MAX),
        first_wait: span(notify.retry_base),
        longest_wait: span(notify.retry_max),
    }
}

/// The database as configured, for connecting and for migrating.
#[must_use]
pub fn database_settings(config: &Config) -> DatabaseSettings {
    let database = &config.database;
    DatabaseSettings {
        max_connections: database.max_connections,
        statement_timeout: database.statement_timeout,
        acquire_timeout: database.acquire_timeout,
        sqlite_synchronous: match database.sqlite_synchronous {
            SqliteSynchronous::Full => database::SqliteSynchronous::Full,
            SqliteSynchronous::Normal => database::SqliteSynchronous::Normal,
        },
        ..DatabaseSettings::new(database.url.as_str())
    }
}

fn senders(
    config: &Config,
    cache: &Arc<dyn Cache>,
    time: &Arc<dyn TimeSource>,
) -> anyhow::Result<Senders> {
    let tokens: Arc<dyn TokenCache> = Arc::new(CachedTokens(cache.clone()));
    Ok(Senders {
        wechat: wechat(config, &tokens, time)?,
        wechat_templates: config.wechat.templates.clone(),
        wecom: wecom(config, &tokens, time)?,
        sms: sms(config, time)?,
        sms_templates: config.sms.templates.clone(),
        sms_fallback: config.notify.sms_fallback,
    })
}

fn wechat(
    config: &Config,
    tokens: &Arc<dyn TokenCache>,
    time: &Arc<dyn TimeSource>,
) -> anyhow::Result<Option<Arc<dyn WechatMini>>> {
    let wechat = &config.wechat;
    let (Some(appid), Some(secret)) = (wechat.appid.clone(), wechat.secret.clone()) else {
        return Ok(None);
    };
    let settings = WechatSettings {
        base_url: wechat.base_url.parse().context("wechat.base_url")?,
        appid,
        secret,
        miniprogram_state: match wechat.miniprogram_state {
            MiniprogramState::Formal => "formal",
            MiniprogramState::Trial => "trial",
            MiniprogramState::Developer => "developer",
        }
        .to_owned(),
        connect_timeout: CONNECT,
        total_timeout: wechat.timeout,
    };
    Ok(Some(Arc::new(WechatClient::new(settings, tokens.clone(), time.clone())?)))
}

fn wecom(
    config: &Config,
    tokens: &Arc<dyn TokenCache>,
    time: &Arc<dyn TimeSource>,
) -> anyhow::Result<Option<Arc<dyn Wecom>>> {
    let wecom = &config.wecom;
    let (Some(corpid), Some(secret)) = (wecom.corpid.clone(), wecom.secret.clone()) else {
        return Ok(None);
    };
    let settings = WecomSettings {
        base_url: wecom.base_url.parse().context("wecom.base_url")?,
        corpid,
        secret,
        agentid: i64::try_from(wecom.agent_id).context("wecom.agent_id")?,
        duplicate_window: Duration::from_secs(1_800),
        connect_timeout: CONNECT,
        total_timeout: wecom.timeout,
    };
    Ok(Some(Arc::new(WecomClient::new(settings, tokens.clone(), time.clone())?)))
}

fn sms(config: &Config, time: &Arc<dyn TimeSource>) -> anyhow::Result<Option<Arc<dyn Sms>>> {
    let sms = &config.sms;
    let (Some(id), Some(key)) = (sms.access_key_id.clone(), sms.access_key_secret.clone()) else {
        return Ok(None);
    };
    let base =
        |default: &str| sms.base_url.as_deref().unwrap_or(default).parse().context("sms.base_url");
    Ok(match sms.provider {
        SmsProvider::None => None,
        SmsProvider::Tencent => Some(Arc::new(TencentSms::new(
            TencentSettings {
                base_url: base("https://sms.tencentcloudapi.com/")?,
                secret_id: id,
                secret_key: key,
                region: sms.region.clone(),
                sdk_app_id: sms.app_id.clone().unwrap_or_default(),
                sign_name: sms.sign_name.clone(),
                connect_timeout: CONNECT,
                total_timeout: sms.timeout,
            },
            time.clone(),
        )?)),
        SmsProvider::Aliyun => Some(Arc::new(AliyunSms::new(
            AliyunSettings {
                base_url: base("https://dysmsapi.aliyuncs.com/")?,
                access_key_id: id,
                access_key_secret: key,
                sign_name: sms.sign_name.clone(),
                connect_timeout: CONNECT,
                total_timeout: sms.timeout,
            },
            time.clone(),
        )?)),
    })
}

/// The object store as configured.
///
/// # Errors
/// When its folder cannot be made or its settings do not make a store.
pub fn objects(config: &Config) -> anyhow::Result<Objects> {
    let settings = &config.objects;
    let endpoint = settings.endpoint.clone();
    let s3 = S3Settings {
        virtual_hosted_style: endpoint.is_none(),
        allow_http: endpoint.as_deref().is_some_and(|url| url.starts_with("http://")),
        endpoint,
        region: Some(settings.region.clone()),
        access_key_id: settings.access_key_id.clone(),
        secret_access_key: settings.secret_access_key.clone(),
    };
    Ok(Objects::connect(settings.url.as_str(), &s3)?)
}
