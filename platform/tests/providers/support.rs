//! A simulator of its own for every test, clients for it, and a clock that looks at the machine's.

use std::sync::Arc;
use std::time::Duration;

use domain::time::{TimeSource, Timestamp, to_micros};
use platform::providers::{
    AliyunSettings, AliyunSms, MemoryTokens, TencentSettings, TencentSms, TokenCache, WechatClient,
    WechatSettings, WecomClient, WecomSettings,
};
use serde_json::{Value, json};
use simulator::{Options, Running};

/// Both ends compare their clocks, so this one must be the machine's.
pub(crate) struct WallClock;

impl TimeSource for WallClock {
    #[expect(clippy::disallowed_methods, reason = "signatures carry the present moment")]
    fn now(&self) -> Timestamp {
        to_micros(chrono::Utc::now())
    }
}

pub(crate) struct House {
    pub(crate) simulator: Running,
    pub(crate) options: Options,
    pub(crate) http: reqwest::Client,
}

impl House {
    pub(crate) async fn open() -> Self {
        platform::providers::install_tls();
        let options = Options::default();
        let simulator =
            simulator::start(([127, 0, 0, 1], 0).into(), options.clone()).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { simulator, options, http }
    }

    pub(crate) fn wechat_settings(&self) -> WechatSettings {
        WechatSettings {
            base_url: self.simulator.base("wechat").parse().unwrap(),
            appid: self.options.appid.clone(),
            secret: self.options.app_secret.clone().into(),
            miniprogram_state: "formal".into(),
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(20),
        }
    }

    pub(crate) fn wechat(&self) -> WechatClient {
        self.wechat_with(Arc::new(MemoryTokens::new()))
    }

    pub(crate) fn wechat_with(&self, cache: Arc<dyn TokenCache>) -> WechatClient {
        WechatClient::new(self.wechat_settings(), cache, Arc::new(WallClock)).unwrap()
    }

    /// A client that soon loses patience. Give it a cache that holds a token already.
    pub(crate) fn hasty(&self, cache: Arc<dyn TokenCache>) -> WechatClient {
        let mut settings = self.wechat_settings();
        settings.total_timeout = Duration::from_millis(700);
        WechatClient::new(settings, cache, Arc::new(WallClock)).unwrap()
    }

    pub(crate) fn wecom(&self) -> WecomClient {
        let settings = WecomSettings {
            base_url: self.simulator.base("wecom").parse().unwrap(),
            corpid: self.options.corpid.clone(),
            secret: self.options.corp_secret.clone().into(),
            agentid: self.options.agentid,
            duplicate_window: Duration::from_secs(1800),
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(20),
        };
        WecomClient::new(settings, Arc::new(MemoryTokens::new()), Arc::new(WallClock)).unwrap()
    }

    pub(crate) fn tencent(&self, key: &str) -> TencentSms {
        let settings = TencentSettings {
            base_url: self.simulator.base("sms/tencent").parse().unwrap(),
            secret_id: self.options.tencent.0.clone(),
            secret_key: key.to_owned().into(),
            region: "ap-guangzhou".into(),
            sdk_app_id: "1400000000".into(),
            sign_name: "企业有话说".into(),
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(20),
        };
        TencentSms::new(settings, Arc::new(WallClock)).unwrap()
    }

    pub(crate) fn aliyun(&self, key: &str) -> AliyunSms {
        let settings = AliyunSettings {
            base_url: self.simulator.base("sms/aliyun").parse().unwrap(),
            access_key_id: self.options.aliyun.0.clone(),
            access_key_secret: key.to_owned().into(),
            sign_name: "企业有话说".into(),
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(20),
        };
        AliyunSms::new(settings, Arc::new(WallClock)).unwrap()
    }

    pub(crate) async fn fault(&self, fault: Value) {
        self.post("faults", fault).await;
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/{path}", self.simulator.base("api"));
        let answer = self.http.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path} {body}");
        answer.json().await.unwrap_or(Value::Null)
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let url = format!("{}/{path}", self.simulator.base("api"));
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn end_tokens(&self, provider: &str, forget: bool) {
        self.post("tokens/expire", json!({ "provider": provider, "forget": forget })).await;
    }

    pub(crate) async fn calls(&self, path: &str) -> u64 {
        self.get("calls").await[path].as_u64().unwrap_or(0)
    }

    pub(crate) fn delivered(&self, to: &str) -> usize {
        self.simulator.messages(Some(to)).len()
    }
}
