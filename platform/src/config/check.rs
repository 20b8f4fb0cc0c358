//! What no key can say alone: which values go together.

use secrecy::{ExposeSecret, SecretString};

use super::{
    faults::Fault,
    keys::KEYS,
    settings::{Config, Mode, SmsProvider},
};
use crate::guards::{HeadKeys, HeadPublicKey, IndexKey, KeyRing};

fn fault(key: &str, zh: &str, en: &str) -> Fault {
    let env = KEYS.iter().find(|known| known.path == key).map(|known| known.env());
    Fault {
        key: key.to_owned(),
        env: env.unwrap_or_default(),
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

/// Contradictions that stop the start.
pub(super) fn faults(config: &Config) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut check = |wrong: bool, key: &str, zh: &str, en: &str| {
        if wrong {
            found.push(fault(key, zh, en));
        }
    };
    let production = config.mode == Mode::Production;
    let (auth, wechat, wecom, sms) = (&config.auth, &config.wechat, &config.wecom, &config.sms);

    check(
        auth.signing_key.as_ref().is_some_and(|key| !is_pem(key.expose_secret())),
        "auth.signing_key",
        "应为 PKCS#8 PEM（-----BEGIN PRIVATE KEY-----）",
        "expected PKCS#8 PEM (-----BEGIN PRIVATE KEY-----)",
    );
    check(
        auth.previous_keys.iter().any(|key| !is_pem(key.expose_secret())),
        "auth.previous_key_files",
        "每个文件应为 PKCS#8 PEM（-----BEGIN PRIVATE KEY-----）",
        "every file must hold PKCS#8 PEM (-----BEGIN PRIVATE KEY-----)",
    );
    check(
        production && auth.signing_key.is_none(),
        "auth.signing_key",
        "production 方式下必填：各进程须用同一把私钥",
        "required in production: every process must sign with the same key",
    );
    check(
        auth.lockout_max < auth.lockout_base,
        "auth.lockout_max_s",
        "不得小于 auth.lockout_base_s",
        "must not be less than auth.lockout_base_s",
    );
    check(
        auth.refresh_ttl <= auth.access_ttl,
        "auth.refresh_ttl_s",
        "应大于 auth.access_ttl_s",
        "must be greater than auth.access_ttl_s",
    );
    check(
        config.notify.retry_max < config.notify.retry_base,
        "notify.retry_max_s",
        "不得小于 notify.retry_base_s",
        "must not be less than notify.retry_base_s",
    );
    check(
        wechat.appid.is_some() != wechat.secret.is_some(),
        "wechat.secret",
        "wechat.appid 与 wechat.secret 须同时设置",
        "set wechat.appid and wechat.secret together",
    );
    check(
        wecom.corpid.is_some() != wecom.secret.is_some()
            || (wecom.corpid.is_some() && wecom.agent_id == 0),
        "wecom.secret",
        "wecom.corpid、wecom.secret、wecom.agent_id 须同时设置",
        "set wecom.corpid, wecom.secret and wecom.agent_id together",
    );
    check(
        sms.provider != SmsProvider::None
            && (sms.access_key_id.is_none() || sms.access_key_secret.is_none()),
        "sms.access_key_secret",
        "选择了短信服务商时，sms.access_key_id 与 sms.access_key_secret 必填",
        "sms.access_key_id and sms.access_key_secret are required with a provider",
    );
    check(
        sms.provider == SmsProvider::Tencent && sms.app_id.is_none(),
        "sms.app_id",
        "腾讯云短信必填",
        "required for Tencent",
    );
    check(
        config.objects.url.scheme() == "s3"
            && config.objects.access_key_id.is_some() != config.objects.secret_access_key.is_some(),
        "objects.secret_access_key",
        "objects.access_key_id 与 objects.secret_access_key 须同时设置",
        "set objects.access_key_id and objects.secret_access_key together",
    );
    check(
        config.server.bind == config.metrics.bind && config.server.bind.port() != 0,
        "metrics.bind",
        "不得与 server.bind 相同",
        "must differ from server.bind",
    );
    found.extend(guards(config));
    if production {
        found.extend(unprotected(config));
    }
    found
}

/// Keys that guard the records: those that production misses, and those that cannot be read.
fn guards(config: &Config) -> Vec<Fault> {
    let (audit, privacy) = (&config.audit, &config.privacy);
    let mut found = Vec::new();
    for (key, secret, read) in [
        ("audit.keys", &audit.keys, ring_fault as fn(&str) -> Option<(String, String)>),
        ("audit.signing_key", &audit.signing_key, head_key_fault),
        ("privacy.keys", &privacy.keys, ring_fault),
        ("privacy.index_key", &privacy.index_key, index_key_fault),
    ] {
        match secret {
            Some(secret) => {
                found.extend(read(secret.expose_secret()).map(|(zh, en)| fault(key, &zh, &en)));
            }
            None if config.mode == Mode::Production => found.push(fault(
                key,
                "production 方式下必填：各进程须用同一密钥，且不得遗失",
                "required in production: every process must use the same, and it must not be lost",
            )),
            None => {}
        }
    }
    let unread = |pem: &SecretString| HeadPublicKey::from_pem(pem.expose_secret()).err();
    if let Some(why) = audit.previous_keys.iter().find_map(unread) {
        let (zh, en) = (format!("有文件{}", why.zh()), format!("a file {why}"));
        found.push(fault("audit.previous_key_files", &zh, &en));
    }
    found
}

fn ring_fault(text: &str) -> Option<(String, String)> {
    KeyRing::parse(text).err().map(|why| (why.zh(), why.to_string()))
}

fn index_key_fault(text: &str) -> Option<(String, String)> {
    IndexKey::parse(text).err().map(|why| (why.zh(), why.to_string()))
}

fn head_key_fault(text: &str) -> Option<(String, String)> {
    HeadKeys::new(text, []).err().map(|why| (why.zh().to_owned(), why.to_string()))
}

/// Providers that production would talk to in the clear.
fn unprotected(config: &Config) -> Vec<Fault> {
    let clear = |url: &str| url.starts_with("http://");
    let mut found = Vec::new();
    for (used, key, url) in [
        (config.wechat.appid.is_some(), "wechat.base_url", Some(&config.wechat.base_url)),
        (config.wecom.corpid.is_some(), "wecom.base_url", Some(&config.wecom.base_url)),
        (config.sms.provider != SmsProvider::None, "sms.base_url", config.sms.base_url.as_ref()),
    ] {
        if used && url.is_some_and(|url| clear(url)) {
            found.push(fault(
                key,
                "production 方式下应为 https:// 地址",
                "must be an https:// address in production",
            ));
        }
    }
    found
}

/// What is allowed but seldom meant; logged at start.
pub(super) fn warnings(config: &Config) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut warn = |doubtful: bool, key: &str, zh: &str, en: &str| {
        if doubtful {
            found.push(fault(key, zh, en));
        }
    };
    let shared = !config.database.url.is_embedded();
    warn(
        shared && config.broker.url.is_embedded(),
        "broker.url",
        "memory: 只在本进程内有效；多进程部署请用 amqp://",
        "memory: reaches this process only; use amqp:// where several processes run",
    );
    warn(
        shared && config.cache.url.is_embedded(),
        "cache.url",
        "memory: 只在本进程内有效；限流与实时推送不跨进程",
        "memory: reaches this process only; limits and live updates do not cross processes",
    );
    warn(
        shared && config.objects.url.is_embedded(),
        "objects.url",
        "file: 须为各进程共享的目录",
        "file: must be a folder that every process shares",
    );
    warn(
        shared && config.auth.signing_key.is_none(),
        "auth.signing_key",
        "未设置：各进程将使用各自目录中的私钥",
        "not set: each process signs with the key of its own folder",
    );
    for (key, secret) in [
        ("audit.keys", &config.audit.keys),
        ("audit.signing_key", &config.audit.signing_key),
        ("privacy.keys", &config.privacy.keys),
        ("privacy.index_key", &config.privacy.index_key),
    ] {
        warn(
            shared && secret.is_none(),
            key,
            "未设置：各进程将使用各自目录中的密钥，互相无法校验或解密",
            "not set: each process uses the key of its own folder, and cannot read the others' records",
        );
    }
    warn(
        !config.metrics.bind.ip().is_loopback() && config.mode == Mode::Development,
        "metrics.bind",
        "不是本机回环地址，请确认公网不可达",
        "is not the loopback; make sure that the internet cannot reach it",
    );
    found
}

fn is_pem(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("-----BEGIN PRIVATE KEY-----") && text.ends_with("-----END PRIVATE KEY-----")
}
