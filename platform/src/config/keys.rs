//! The one table of configuration keys: name, type, default, meaning.
//!
//! To add a key: add its row here and its field in `config::settings`, then regenerate
//! `docs/CONFIG.md` (`make generated`). The default is written as it would be written in the
//! environment; empty means "not set" for the kinds that allow it.

use super::kind::Kind::{self, *};

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Dotted path in the TOML file.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Default, as it would be written in the environment.
    pub default: &'static str,
    /// Meaning, in Chinese.
    pub zh: &'static str,
    /// Meaning, in English.
    pub en: &'static str,
}

impl Key {
    /// Name in the environment: `database.url` is `YH_DATABASE_URL`.
    pub fn env(&self) -> String {
        format!("YH_{}", self.path.replace('.', "_").to_uppercase())
    }

    /// Whether the value may come from a file (`…_FILE`, `…_file`): whatever can hold a secret.
    pub fn may_come_from_file(&self) -> bool {
        matches!(self.kind, Secret | Url(_) | OptionalUrl(_))
    }

    /// Whether the value is a secret, or may carry one.
    pub fn is_secret(&self) -> bool {
        self.may_come_from_file() || matches!(self.kind, SecretFiles)
    }
}

const fn key(
    path: &'static str,
    kind: Kind,
    default: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { path, kind, default, zh, en }
}

const MILLISECONDS: Kind = Count { min: 1, max: 600_000 };
const SECONDS: Kind = Count { min: 1, max: 31_536_000 };
const RATE: Kind = Count { min: 0, max: 1_000_000 };
const BATCH: Kind = Count { min: 1, max: 10_000 };

/// Every key there is, in the order of the reference.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("mode", Choice(&["development", "production"]), "development", "运行方式；production 在启动时要求各签名私钥与密钥环，且各通道走 https", "How strict the start is: production demands the signing keys and key rings, and providers over https."),
    key("data_dir", Path, "var", "进程自行保存文件的目录", "Folder for what the process keeps on disk by itself."),

    key("server.bind", Address, "127.0.0.1:8080", "API 监听地址", "Address and port of the API."),
    key("server.workers", Count { min: 1, max: 256 }, "2", "HTTP 工作线程数", "HTTP worker threads."),
    key("server.max_connections", Count { min: 1, max: 1_000_000 }, "10000", "每个工作线程的最大连接数", "Connections held at once, per worker thread."),
    key("server.json_body_bytes", Count { min: 1_024, max: 16_777_216 }, "262144", "JSON 请求体上限（字节）", "Largest JSON body, bytes."),
    key("server.attachment_bytes", Count { min: 1_024, max: 1_073_741_824 }, "10485760", "单个附件上限（字节）", "Largest attachment, bytes."),
    key("server.trusted_proxies", Networks, "", "可信代理网段；只信任它们转发的客户端地址", "Networks whose forwarded client address is believed."),
    key("server.request_timeout_s", SECONDS, "30", "单个请求最长处理时间（秒）", "Longest time of one request, seconds."),
    key("server.keep_alive_s", SECONDS, "75", "空闲连接保持时间（秒）", "How long an idle connection is kept, seconds."),
    key("server.shutdown_timeout_s", SECONDS, "30", "停机时等待处理中请求的时间（秒）", "How long requests in flight may take to finish at shutdown, seconds."),

    key("metrics.bind", Address, "127.0.0.1:9090", "指标与健康检查监听地址，不得对公网开放", "Address and port of /metrics; never reachable from the internet."),

    key("database.url", Url(&["postgres", "postgresql", "sqlite"]), "sqlite://var/yh.db", "数据库地址", "The database."),
    key("database.max_connections", Count { min: 1, max: 1_000 }, "16", "每个进程的最大连接数（SQLite 为读连接数，写连接恒为一）", "Connections per process (SQLite: readers; there is one writer)."),
    key("database.acquire_timeout_ms", MILLISECONDS, "3000", "等待空闲连接的最长时间（毫秒）", "Longest wait for a connection, ms."),
    key("database.statement_timeout_ms", Count { min: 0, max: 600_000 }, "10000", "单条语句最长时间（毫秒，PostgreSQL）；0 为不限", "Longest time of one statement on PostgreSQL, ms; 0 is without limit."),
    key("database.sqlite_synchronous", Choice(&["full", "normal"]), "full", "SQLite 提交保证；full 断电不丢失已应答的数据", "What SQLite promises at commit; full loses nothing answered in a power cut."),

    key("broker.url", Url(&["amqp", "amqps", "memory"]), "memory:", "消息队列地址", "The message broker."),
    key("broker.prefix", Name, "yh", "交换机与队列名前缀", "First part of every exchange and queue name."),
    key("broker.prefetch", Count { min: 1, max: 10_000 }, "32", "每个消费者预取的消息数", "Messages in hand per consumer."),
    key("broker.confirm_timeout_ms", MILLISECONDS, "2000", "等待发布确认的最长时间（毫秒）", "Longest wait for a publish confirmation, ms."),
    key("broker.delivery_limit", Count { min: 1, max: 1_000 }, "20", "单条消息进入死信前的最大投递次数", "Deliveries of one message before the queue dead-letters it."),

    key("cache.url", Url(&["redis", "rediss", "memory"]), "memory:", "缓存地址；缓存只省功，不保正确", "The cache; it saves work, correctness never rests on it."),
    key("cache.prefix", Name, "yh", "键与频道前缀", "First part of every key and channel."),

    key("objects.url", Url(&["file", "s3"]), "file:var/objects", "附件存储地址", "Where attachments are kept."),
    key("objects.endpoint", OptionalHttpUrl, "", "S3 兼容服务的地址", "Endpoint of an S3-compatible service."),
    key("objects.region", Text, "us-east-1", "S3 区域", "S3 region."),
    key("objects.access_key_id", OptionalText, "", "S3 访问密钥 ID", "S3 access key id."),
    key("objects.secret_access_key", Secret, "", "S3 访问密钥", "S3 secret access key."),

    key("auth.signing_key", Secret, "", "访问令牌签名私钥：Ed25519，PKCS#8 PEM", "Private key that signs access tokens: Ed25519, PKCS#8 PEM."),
    key("auth.previous_key_files", SecretFiles, "", "仍接受其令牌的旧私钥文件", "Files of earlier signing keys whose tokens are still accepted."),
    key("auth.issuer", Text, "qiye-youhuashuo", "令牌签发者（iss）", "Issuer (iss) of the tokens."),
    key("auth.access_ttl_s", Count { min: 60, max: 86_400 }, "900", "访问令牌有效期（秒）", "Life of an access token, seconds."),
    key("auth.refresh_ttl_s", Count { min: 3_600, max: 31_536_000 }, "2592000", "刷新令牌有效期（秒）", "Life of a refresh token, seconds."),
    key("auth.leeway_s", Count { min: 0, max: 300 }, "5", "允许的时钟误差（秒）", "Tolerated difference of clocks, seconds."),
    key("auth.lockout_after", Count { min: 1, max: 100 }, "5", "连续失败多少次后锁定账号", "Failed passwords in a row before an account is locked."),
    key("auth.lockout_base_s", SECONDS, "30", "首次锁定时长（秒），其后逐次加倍", "First lock, seconds; doubled at each further failure."),
    key("auth.lockout_max_s", SECONDS, "3600", "最长锁定时长（秒）", "Longest lock, seconds."),
    key("auth.sms_code_ttl_s", Count { min: 30, max: 3_600 }, "300", "短信验证码有效期（秒）", "Life of an SMS code, seconds."),
    key("auth.sms_code_attempts", Count { min: 1, max: 100 }, "5", "短信验证码允许的错误次数", "Wrong guesses before an SMS code is void."),
    key("auth.password_memory_kib", Count { min: 8_192, max: 1_048_576 }, "19456", "Argon2id 内存（KiB）", "Argon2id memory, KiB."),
    key("auth.password_iterations", Count { min: 1, max: 100 }, "2", "Argon2id 迭代次数", "Argon2id passes."),

    key("audit.algorithm", Choice(&["hmac-sha256", "hmac-sm3"]), "hmac-sha256", "审计链新记录所用的带密钥散列；改动后旧记录仍可校验", "Keyed hash of new links of the audit chain; earlier links verify as before."),
    key("audit.keys", Secret, "", "审计链密钥环：每行“编号:base64（32 字节）”，首行为当前密钥，旧密钥留在其后", "Key ring of the audit chain: `id:base64 of 32 bytes` on each line, the current key first, earlier ones below it."),
    key("audit.signing_key", Secret, "", "审计链头签名私钥：Ed25519，PKCS#8 PEM", "Private key that signs the heads of the audit chain: Ed25519, PKCS#8 PEM."),
    key("audit.previous_key_files", SecretFiles, "", "仍接受其签名的旧密钥文件（私钥或公钥，PEM）", "Files of earlier head keys (private or public half, PEM) whose signatures still verify."),
    key("audit.head_interval_s", Count { min: 60, max: 604_800 }, "3600", "链头签名间隔（秒）", "How often a head of the audit chain is signed, seconds."),

    key("privacy.algorithm", Choice(&["aes-256-gcm", "sm4-gcm"]), "aes-256-gcm", "新加密字段所用的算法；改动后旧字段仍可解密", "Cipher of newly sealed fields; earlier ones open as before."),
    key("privacy.keys", Secret, "", "字段加密密钥环，写法同 audit.keys", "Key ring of the field cipher, written as audit.keys."),
    key("privacy.index_key", Secret, "", "检索指纹密钥：一行“编号:base64”（HMAC-SHA-256）或“hmac-sm3:编号:base64”；算法随密钥固定。不可更换，否则已存指纹无法匹配", "Key of the fingerprints: one line `id:base64` (HMAC-SHA-256) or `hmac-sm3:id:base64`; the algorithm is fixed with the key. Never replaced, or no stored fingerprint is found again."),
    key("privacy.contact_retention_days", Count { min: 0, max: 36_500 }, "1095", "诉求办结后联系人姓名与电话的保留天数；0 为不清除", "Days for which the contact names and numbers of an appeal are kept after it was closed; 0 keeps them for ever."),

    key("wechat.base_url", HttpUrl, "https://api.weixin.qq.com", "微信接口地址", "Base address of WeChat."),
    key("wechat.appid", OptionalText, "", "小程序 AppID；空为停用微信", "Id of the mini-program; empty switches WeChat off."),
    key("wechat.secret", Secret, "", "小程序 AppSecret", "AppSecret of the mini-program."),
    key("wechat.templates", Map, "", "订阅消息模板：本系统模板名 → 微信模板 ID", "Subscription templates: template key of this house → template id at WeChat."),
    key("wechat.miniprogram_state", Choice(&["formal", "trial", "developer"]), "formal", "消息跳转的小程序版本", "Release of the mini-program that a message opens."),
    key("wechat.timeout_ms", MILLISECONDS, "5000", "单次调用最长时间（毫秒）", "Longest wait for one call, ms."),

    key("wecom.base_url", HttpUrl, "https://qyapi.weixin.qq.com", "企业微信接口地址", "Base address of WeCom."),
    key("wecom.corpid", OptionalText, "", "企业 ID；空为停用企业微信", "Corp id; empty switches WeCom off."),
    key("wecom.secret", Secret, "", "应用 Secret", "Secret of the application."),
    key("wecom.agent_id", Count { min: 0, max: 4_294_967_295 }, "0", "应用 AgentId", "Id of the application."),
    key("wecom.timeout_ms", MILLISECONDS, "5000", "单次调用最长时间（毫秒）", "Longest wait for one call, ms."),

    key("sms.provider", Choice(&["none", "tencent", "aliyun"]), "none", "短信服务商", "Who sends SMS."),
    key("sms.base_url", OptionalHttpUrl, "", "短信接口地址；空为服务商默认地址", "Base address; empty is the provider's own."),
    key("sms.access_key_id", OptionalText, "", "访问密钥 ID（腾讯云 SecretId）", "Access key id (Tencent: SecretId)."),
    key("sms.access_key_secret", Secret, "", "访问密钥（腾讯云 SecretKey）", "Access key secret (Tencent: SecretKey)."),
    key("sms.app_id", OptionalText, "", "腾讯云 SmsSdkAppId", "Tencent's SmsSdkAppId."),
    key("sms.region", Text, "ap-guangzhou", "区域", "Region."),
    key("sms.sign_name", Text, "企业有话说", "短信签名", "Signature shown before the text."),
    key("sms.templates", Map, "", "短信模板：本系统模板名 → 服务商模板 ID", "SMS templates: template key of this house → template id at the provider."),
    key("sms.timeout_ms", MILLISECONDS, "5000", "单次调用最长时间（毫秒）", "Longest wait for one call, ms."),

    key("notify.quiet_hours", Quiet, "21:00-08:00", "免打扰时段（北京时间），期间只发紧急通知；空为关闭", "Span in Asia/Shanghai when only critical notices go out; empty is off."),
    key("notify.sms_fallback", Flag, "true", "其他渠道明确拒绝后是否改发短信", "Whether SMS follows a definite refusal of another channel."),
    key("notify.max_attempts", Count { min: 1, max: 100 }, "8", "单次送达的最多尝试次数", "Tries of one delivery before it is given up."),
    key("notify.retry_base_s", SECONDS, "10", "首次重试等待（秒），其后逐次加倍", "First wait after a failed delivery, seconds; doubled each time."),
    key("notify.retry_max_s", SECONDS, "3600", "最长重试等待（秒）", "Longest wait between two tries, seconds."),

    key("limits.per_address_per_minute", RATE, "600", "单个地址每分钟请求数；0 为不限（下同）", "Requests per minute from one address; 0 is without limit (so below)."),
    key("limits.per_caller_per_minute", RATE, "300", "单个用户每分钟请求数", "Requests per minute of one signed-in caller."),
    key("limits.filings_per_hour", RATE, "30", "单个用户每小时提交诉求数", "Appeals per hour of one caller."),
    key("limits.uploads_per_hour", RATE, "120", "单个用户每小时上传附件数", "Attachments per hour of one caller."),
    key("limits.logins_per_address_per_minute", RATE, "20", "单个地址每分钟登录次数", "Sign-in attempts per minute from one address."),
    key("limits.sms_codes_per_phone_per_hour", RATE, "5", "单个手机号每小时验证码数", "SMS codes per hour to one phone."),
    key("limits.sms_codes_per_address_per_hour", RATE, "30", "单个地址每小时验证码数", "SMS codes per hour asked from one address."),
    key("limits.streams_per_caller", RATE, "4", "单个用户同时打开的实时流数", "Live streams open at once per caller."),
    key("limits.urge_interval_s", Count { min: 0, max: 31_536_000 }, "14400", "两次催办的最短间隔（秒）", "How long after an urge the next one is possible, seconds."),

    key("worker.relay_batch", BATCH, "256", "发件箱每次租用行数", "Outbox rows leased at once."),
    key("worker.relay_interval_ms", MILLISECONDS, "50", "无人唤醒时发件箱的轮询间隔（毫秒）", "How often the relay looks when nobody wakes it, ms."),
    key("worker.lease_s", Count { min: 1, max: 3_600 }, "30", "租约时长（秒）", "How long a leased row is another's, seconds."),
    key("worker.concurrency", Count { min: 1, max: 1_000 }, "8", "每个队列同时处理的消息数", "Messages worked on at once, per queue."),
    key("worker.sweep_interval_ms", MILLISECONDS, "1000", "时限巡检间隔（毫秒）", "How often the clock sweep looks for what is due, ms."),
    key("worker.sweep_batch", BATCH, "500", "时限巡检每次处理数", "Due clocks worked on in one transaction."),
    key("worker.delivery_interval_ms", MILLISECONDS, "500", "通知投递轮询间隔（毫秒）", "How often the deliverer looks for notices, ms."),
    key("worker.delivery_batch", BATCH, "100", "通知每次租用数", "Deliveries leased at once."),
    key("worker.delivery_concurrency", Count { min: 1, max: 1_000 }, "8", "同时调用服务商的数量", "Provider calls in flight at once."),
    key("worker.digest_at", TimeOfDay, "08:40", "工作日每日超期通报与放假安排提醒的时间（北京时间）；空为关闭", "When the digest of overdue promises, and the reminder of a missing holiday notice, go out on working days (Asia/Shanghai); empty is off."),
    key("worker.self_check_at", TimeOfDay, "02:30", "每晚时限自检的时间（北京时间），错过则当天补做；空为关闭", "From when on the nightly self-check of the clocks is made (Asia/Shanghai), later the same day if it was missed; empty is off."),
    key("worker.prune_interval_s", SECONDS, "3600", "清理间隔（秒）", "How often what is spent is pruned, seconds."),
    key("worker.shutdown_timeout_s", SECONDS, "20", "停机时等待处理中工作的时间（秒）", "How long running work may take to finish at shutdown, seconds."),

    key("telemetry.log_format", Choice(&["json", "pretty"]), "json", "日志格式", "One JSON object a line, or lines for a person."),
    key("telemetry.log_filter", LogFilter, "info", "日志过滤规则，如 info,service=debug", "Log directives, such as info,service=debug."),
    key("telemetry.otlp_endpoint", OptionalUrl(&["http", "https"]), "", "OTLP/HTTP 收集器地址；空为不导出", "Base address of an OTLP/HTTP collector; empty exports nothing."),
    key("telemetry.service_name", Text, "qiye-youhuashuo", "链路追踪中的服务名", "service.name of the traces."),
    key("telemetry.sample_per_10000", Count { min: 0, max: 10_000 }, "10000", "每一万条链路的采样数", "Traces sampled, per 10,000."),

    key("simulator.bind", Address, "127.0.0.1:8090", "通道模拟器监听地址（开发与测试）", "Address and port of the provider stand-ins (development and tests)."),
];
