//! What holds of every configuration.

use std::{collections::BTreeSet, path::Path, time::Duration};

use proptest::prelude::*;
use secrecy::ExposeSecret;

use super::{keys::KEYS, *};
use crate::guards::testing;

const PEM: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQA=\n-----END PRIVATE KEY-----\n";

/// The keys that guard the records.
const GUARDS: [&str; 4] = ["audit.keys", "audit.signing_key", "privacy.keys", "privacy.index_key"];

fn env(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn load(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::load_from(None, env(pairs))
}

fn load_toml(text: &str, pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("yh.toml");
    std::fs::write(&file, text).unwrap();
    Config::load_from(Some(&file), env(pairs))
}

fn faulty_keys(error: &ConfigError) -> Vec<&str> {
    error.faults.iter().map(|fault| fault.key.as_str()).collect()
}

#[test]
fn the_defaults_are_embedded_and_on_the_loopback() {
    let config = Config::defaults().unwrap();
    assert_eq!(config.database.url.as_str(), "sqlite://var/yh.db");
    assert_eq!(config.broker.url.as_str(), "memory:");
    assert_eq!(config.auth.access_ttl, Duration::from_secs(900));
    for bind in [config.server.bind, config.metrics.bind, config.simulator.bind] {
        assert!(bind.ip().is_loopback());
    }
    assert!(config.warnings().is_empty());
}

#[test]
fn every_environment_name_belongs_to_one_key() {
    let mut names = BTreeSet::from(["YH_CONFIG_FILE".to_owned()]);
    for key in KEYS {
        assert!(names.insert(key.env()), "{}", key.path);
        if key.may_come_from_file() {
            assert!(names.insert(format!("{}_FILE", key.env())), "{}_FILE", key.path);
        }
        assert!(!key.env().starts_with("YH_TEST_"), "{} is hidden by the tests' names", key.path);
        assert!(!key.zh.is_empty() && !key.en.is_empty(), "{}", key.path);
    }
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
    let text = r#"
        [server]
        bind = "127.0.0.1:9001"
        workers = 3
        trusted_proxies = ["10.0.0.0/8", "::1"]
        [wechat.templates]
        appeal_accepted = "tmpl-1"
        [notify]
        sms_fallback = false
        quiet_hours = ""
    "#;
    let config = load_toml(
        text,
        &[
            ("YH_SERVER_WORKERS", "4"),
            ("YH_SMS_TEMPLATES", "code=1001, overdue=1002"),
            ("PATH", "/bin"),
        ],
    )
    .unwrap();
    assert_eq!(config.server.bind.port(), 9001);
    assert_eq!(config.server.workers, 4);
    assert_eq!(config.server.trusted_proxies.len(), 2);
    assert_eq!(config.wechat.templates["appeal_accepted"], "tmpl-1");
    assert_eq!(config.sms.templates["overdue"], "1002");
    assert!(!config.notify.sms_fallback);
    assert!(config.notify.quiet_hours.is_none());
}

#[test]
fn all_faults_are_named_at_once_in_both_languages() {
    let text = "
        colour = 1
        [server]
        workers = \"two\"
        bindd = \"127.0.0.1:1\"
    ";
    let error = load_toml(
        text,
        &[
            ("YH_DATABASE_URL", "mysql://root:hunter2@db/yh"),
            ("YH_BROKER_PREFIX", "a b"),
            ("YH_SERVER_BINDS", "x"),
            ("YH_NOTIFY_QUIET_HOURS", "late"),
        ],
    )
    .unwrap_err();
    let keys = faulty_keys(&error);
    for key in [
        "colour",
        "server.workers",
        "server.bindd",
        "database.url",
        "broker.prefix",
        "YH_SERVER_BINDS",
        "notify.quiet_hours",
    ] {
        assert!(keys.contains(&key), "{key} is missing in {keys:?}");
    }
    let shown = error.to_string();
    assert!(shown.contains("配置有 7 处错误 / 7 faults"), "{shown}");
    assert!(shown.contains("YH_DATABASE_URL") && shown.contains("did you mean server.bind?"));
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_secret_is_read_from_the_file_that_a_variable_or_a_key_names() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key.pem");
    let url = folder.path().join("url.txt");
    std::fs::write(&key, PEM).unwrap();
    std::fs::write(&url, "postgres://yh:s3cret@127.0.0.1/yh\n").unwrap();
    let text = format!(
        "[auth]\nsigning_key_file = {key:?}\nprevious_key_files = [{key:?}]\n",
        key = key.to_str().unwrap()
    );
    let config = load_toml(&text, &[("YH_DATABASE_URL_FILE", url.to_str().unwrap())]).unwrap();
    assert_eq!(config.auth.signing_key.as_ref().unwrap().expose_secret(), PEM.trim_end());
    assert_eq!(config.auth.previous_keys.len(), 1);
    assert_eq!(config.database.url.as_str(), "postgres://yh:s3cret@127.0.0.1/yh");
    let shown = format!("{config:?}");
    assert!(!shown.contains("s3cret") && !shown.contains("MC4CAQA"), "{shown}");

    let gone = folder.path().join("gone");
    let error = load(&[
        ("YH_AUTH_SIGNING_KEY_FILE", gone.to_str().unwrap()),
        ("YH_AUTH_PREVIOUS_KEY_FILES", gone.to_str().unwrap()),
        ("YH_CACHE_URL", "memory:"),
        ("YH_CACHE_URL_FILE", url.to_str().unwrap()),
    ])
    .unwrap_err();
    let found: BTreeSet<&str> = faulty_keys(&error).into_iter().collect();
    assert_eq!(found, BTreeSet::from(["auth.previous_key_files", "auth.signing_key", "cache.url"]));
}

#[test]
fn production_demands_what_several_processes_share() {
    let error = load(&[("YH_MODE", "production"), ("YH_SMS_PROVIDER", "tencent")]).unwrap_err();
    let missing = ["auth.signing_key", "sms.access_key_secret", "sms.app_id"];
    assert_eq!(faulty_keys(&error), [&missing[..], &GUARDS].concat());
    load(&[
        ("YH_MODE", "production"),
        ("YH_AUTH_SIGNING_KEY", PEM),
        ("YH_AUDIT_KEYS", testing::CHAIN_KEYS),
        ("YH_AUDIT_SIGNING_KEY", testing::HEAD_KEY),
        ("YH_PRIVACY_KEYS", testing::FIELD_KEYS),
        ("YH_PRIVACY_INDEX_KEY", testing::INDEX_KEY),
        ("YH_DATABASE_URL", "postgres://yh:x@db/yh"),
    ])
    .unwrap();
}

/// As docker-compose.yml gives them: an empty file stands for a channel that is off.
#[test]
fn an_empty_secret_file_is_a_secret_that_is_not_set() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.txt");
    std::fs::write(&empty, "\n").unwrap();
    let file = empty.to_str().unwrap();
    let config = load(&[("YH_WECHAT_APPID", ""), ("YH_WECHAT_SECRET_FILE", file)]).unwrap();
    assert!(config.wechat.appid.is_none() && config.wechat.secret.is_none());
    let error = load(&[("YH_WECHAT_APPID", "wx0000"), ("YH_WECHAT_SECRET_FILE", file)]);
    assert_eq!(faulty_keys(&error.unwrap_err()), ["wechat.secret"]);
}

#[test]
fn doubtful_mixtures_start_with_a_warning() {
    let config = load(&[("YH_DATABASE_URL", "postgres://yh@db/yh")]).unwrap();
    let warned: Vec<String> = config.warnings().into_iter().map(|warning| warning.key).collect();
    let expected = ["broker.url", "cache.url", "objects.url", "auth.signing_key"];
    assert_eq!(warned, [&expected[..], &GUARDS].concat());
}

#[test]
fn a_broken_file_is_named_by_line_without_quoting_it() {
    let error =
        load_toml("mode = \"development\"\n[auth]\nsigning_key = hunter2\n", &[]).unwrap_err();
    let shown = error.to_string();
    assert!(shown.contains("line 3"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let missing = Config::load_from(Some(Path::new("does/not/exist.toml")), Vec::new());
    assert_eq!(missing.unwrap_err().faults.len(), 1);
}

#[test]
fn the_start_up_view_shows_every_key_and_no_secret() {
    let config = load(&[
        ("YH_DATABASE_URL", "postgres://yh:s3cret@db/yh"),
        ("YH_WECHAT_APPID", "wx0000"),
        ("YH_WECHAT_SECRET", "s3cret"),
    ])
    .unwrap();
    let shown = config.redacted();
    assert_eq!(shown.len(), KEYS.len());
    assert_eq!(shown["database.url"], "postgres://yh:***@db/yh");
    assert_eq!(shown["wechat.secret"], "***");
    assert_eq!(shown["auth.signing_key"], "");
    assert_eq!(shown["server.workers"], "2");
    assert!(!format!("{shown:?}").contains("s3cret"));
}

/// `UPDATE_GENERATED=1` writes the file instead of comparing it.
#[test]
fn the_committed_reference_is_the_generated_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/CONFIG.md");
    let fresh = reference_markdown();
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == fresh, "docs/CONFIG.md is stale: run `make generated`");
}

proptest! {
    #[test]
    fn no_value_of_any_key_panics(index in 0..KEYS.len(), value in any::<String>()) {
        let _ = Config::load_from(None, vec![(KEYS[index].env(), value)]);
    }

    #[test]
    fn no_file_panics(text in any::<String>()) {
        let mut written = source::Written::default();
        written.take_toml(Path::new("yh.toml"), &text);
        let _ = written.into_tree();
    }
}
