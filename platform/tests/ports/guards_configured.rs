//! The guards as they are configured: keys from outside, and those that development makes for itself.

use std::path::Path;
use std::process::{Command, Stdio};

use domain::guard::{FieldCipher as _, Guards, HeadSigner as _, KeyedHash as _};
use platform::config::{CipherAlgorithm, Config, ConfigError, HashAlgorithm};
use platform::guards::{
    HeadKeys, HeadPublicKey, IndexKey, KeyRing, chain_hash, field_seal, for_tests, from_config,
    head_keys, testing,
};

use crate::guards::{FIRST, PHONE, PLACE, SECOND, private_key};
use crate::support::variable;

fn load(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Config::load_from(None, pairs.iter().map(own).collect())
}

#[test]
fn without_a_word_the_guards_are_the_international_ones_for_three_years() {
    let config = Config::defaults().unwrap();
    assert_eq!(config.audit.algorithm, HashAlgorithm::HmacSha256);
    assert_eq!(config.audit.head_interval.as_secs(), 3_600);
    assert_eq!(config.privacy.algorithm, CipherAlgorithm::Aes256Gcm);
    assert_eq!(config.privacy.contact_retention_days, 1_095);
    assert_eq!(config.limits.urge_interval.as_secs(), 14_400);
    for (name, value, fits) in [
        ("YH_AUDIT_ALGORITHM", "hmac-md5", false),
        ("YH_AUDIT_HEAD_INTERVAL_S", "59", false),
        ("YH_AUDIT_HEAD_INTERVAL_S", "604800", true),
        ("YH_PRIVACY_ALGORITHM", "sm4-cbc", false),
        ("YH_PRIVACY_CONTACT_RETENTION_DAYS", "0", true),
        ("YH_PRIVACY_CONTACT_RETENTION_DAYS", "36501", false),
        ("YH_LIMITS_URGE_INTERVAL_S", "0", true),
    ] {
        assert_eq!(load(&[(name, value)]).is_ok(), fits, "{name}={value}");
    }
}

/// A multi-line secret, from each place that a secret may come from.
#[test]
fn configured_keys_are_used_wherever_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let keys = format!("# current\n{SECOND}\n{FIRST}\n");
    let (signing, previous) = (private_key(2), HeadKeys::new(&private_key(1), []).unwrap());
    let keys_file = write("keys", &keys.replace('\n', "\r\n"));
    let previous_files =
        [write("private", &private_key(3)), write("public", &previous.public_pem())].join(",");
    let untouched = folder.path().join("untouched");
    let config = load(&[
        ("YH_DATA_DIR", untouched.to_str().unwrap()),
        ("YH_AUDIT_ALGORITHM", "hmac-sm3"),
        ("YH_AUDIT_KEYS", &keys),
        ("YH_AUDIT_SIGNING_KEY", &signing),
        ("YH_AUDIT_PREVIOUS_KEY_FILES", &previous_files),
        ("YH_PRIVACY_ALGORITHM", "sm4-gcm"),
        ("YH_PRIVACY_KEYS_FILE", &keys_file),
        ("YH_PRIVACY_INDEX_KEY", testing::INDEX_KEY),
    ])
    .unwrap();
    let guards = from_config(&config).unwrap();
    assert_eq!(guards.hash.name(), "hmac-sm3:2026b");
    assert!(guards.cipher.seal(PLACE, PHONE).starts_with("enc:1:sm4-gcm:2026b:"));
    assert_eq!(guards.signer.key_id(), HeadPublicKey::from_pem(&signing).unwrap().id());
    assert!(guards.signer.verify(previous.key_id(), b"head", &previous.sign(b"head")));
    assert!(!untouched.exists());

    let toml = write("yh.toml", &format!("[audit]\nkeys = '''\n{keys}'''\n"));
    let config = Config::load_from(Some(Path::new(&toml)), Vec::new()).unwrap();
    let hash = chain_hash(&config).unwrap();
    assert_eq!(hash.mac("hmac-sm3:2026a", b"link"), guards.hash.mac("hmac-sm3:2026a", b"link"));
}

#[test]
fn a_broken_key_is_a_fault_that_names_it_and_never_shows_it() {
    const SECRET: &str = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("previous.pem");
    std::fs::write(&file, SECRET).unwrap();
    let broken = format!("{FIRST}\n2026b:{SECRET}");
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----");
    let error = load(&[
        ("YH_AUDIT_KEYS", &broken),
        ("YH_AUDIT_SIGNING_KEY", &pem),
        ("YH_AUDIT_PREVIOUS_KEY_FILES", file.to_str().unwrap()),
        ("YH_PRIVACY_KEYS", SECRET),
        ("YH_PRIVACY_INDEX_KEY", &format!("{FIRST}\n{SECOND}")),
    ])
    .unwrap_err();
    let faults: Vec<&str> = error.faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(
        faults,
        [
            "audit.keys",
            "audit.signing_key",
            "privacy.keys",
            "privacy.index_key",
            "audit.previous_key_files"
        ]
    );
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("第 2 行") && shown.contains("line 2"), "{shown}");
    for secret in [SECRET, &FIRST[6..], &SECOND[6..]] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn nothing_that_holds_a_key_shows_it() {
    let keys = [
        ("YH_AUDIT_KEYS", testing::CHAIN_KEYS),
        ("YH_AUDIT_SIGNING_KEY", testing::HEAD_KEY),
        ("YH_PRIVACY_KEYS", testing::FIELD_KEYS),
        ("YH_PRIVACY_INDEX_KEY", testing::INDEX_KEY),
    ];
    let config = load(&keys).unwrap();
    let guards = from_config(&config).unwrap();
    let heads = head_keys(&config).unwrap();
    let rings = (KeyRing::parse(keys[0].1).unwrap(), IndexKey::parse(keys[3].1).unwrap());
    let shown =
        format!("{config:?} {guards:?} {heads:?} {rings:?} {:?}", config.redacted()).to_lowercase();
    assert!(shown.contains("hmac-sha256:demo"));
    let decoded = ["audit chain key", "field cipher key", "fingerprints key", "d4ee72dbf913584a"];
    let encoded = ["yxvkaxqg", "zmllbgqg", "zmluz2vy", "mc4caqaw", "intuctv5"];
    // The first bytes of a key as a list would show them: 97, 117, 100, 105, 116.
    for secret in decoded.into_iter().chain(encoded).chain(["97, 117", "102, 105"]) {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

/// What two processes must agree upon, in one line.
fn agreed(guards: &Guards) -> String {
    let mac = guards.hash.mac(guards.hash.name(), b"link").unwrap();
    let print = guards.cipher.fingerprint("phone", PHONE);
    format!("{} {} {} {print}", guards.hash.name(), hex::encode(mac), guards.signer.key_id())
}

fn in_folder(folder: &Path) -> Config {
    load(&[("YH_DATA_DIR", folder.to_str().unwrap())]).unwrap()
}

#[test]
fn processes_that_start_together_in_development_agree_upon_their_keys() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let started: Vec<_> = (0..4)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--ignored", "--exact", "--nocapture"])
                .arg("guards_configured::the_child_that_makes_its_keys")
                .env("GUARDS_TEST_DATA", &data)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let outputs: Vec<String> = started
        .into_iter()
        .map(|child| String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap())
        .collect();
    let of = |output: &str, mark: &str| {
        let line = output.lines().find_map(|line| line.split_once(mark).map(|(_, rest)| rest));
        line.unwrap_or_else(|| panic!("no {mark:?} in {output}")).to_owned()
    };
    let guards = from_config(&in_folder(&data)).unwrap();
    for output in &outputs {
        assert_eq!(of(output, "agreed: "), agreed(&guards));
        assert_eq!(guards.cipher.open(PLACE, &of(output, "sealed: ")), Ok(PHONE.to_owned()));
    }
    let mut names: Vec<_> = std::fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["audit-head-key.pem", "audit.keys", "privacy.index.key", "privacy.keys"]);
    #[cfg(unix)]
    for name in names {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(data.join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
#[ignore = "it is the other test's child"]
fn the_child_that_makes_its_keys() {
    let folder = variable("GUARDS_TEST_DATA", "");
    if folder.is_empty() {
        return;
    }
    let guards = from_config(&in_folder(Path::new(&folder))).unwrap();
    println!("agreed: {}", agreed(&guards));
    println!("sealed: {}", guards.cipher.seal(PLACE, PHONE));
}

#[test]
fn the_index_key_that_a_process_makes_goes_with_the_cipher_and_outlives_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let print = |algorithm: &str| {
        let config = load(&[("YH_DATA_DIR", data), ("YH_PRIVACY_ALGORITHM", algorithm)]).unwrap();
        field_seal(&config).unwrap().fingerprint("phone", PHONE)
    };
    let national = print("sm4-gcm");
    let made = std::fs::read_to_string(folder.path().join("privacy.index.key")).unwrap();
    assert!(made.starts_with("hmac-sm3:own:"));
    assert_eq!(print("aes-256-gcm"), national);
}

#[test]
fn a_damaged_file_of_its_own_is_a_fault_and_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("privacy.keys");
    std::fs::write(&file, "own:c2VjcmV0").unwrap();
    let fault = from_config(&in_folder(folder.path())).unwrap_err();
    assert!(fault.to_string().starts_with("privacy.keys: line 1"), "{fault}");
    assert!(!format!("{fault} {fault:?}").contains("c2VjcmV0"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "own:c2VjcmV0");
}

#[test]
fn the_guards_for_tests_are_the_same_each_time_and_need_no_file() {
    assert_eq!(agreed(&for_tests()), agreed(&for_tests()));
    let sealed = for_tests().cipher.seal(PLACE, PHONE);
    assert_eq!(for_tests().cipher.open(PLACE, &sealed), Ok(PHONE.to_owned()));
}
