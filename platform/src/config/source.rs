//! Where values come from: defaults, then the TOML file, then the environment.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use super::{
    faults::Fault,
    keys::{KEYS, Key},
    kind::{Kind, Raw},
};

/// Variables that start with `YH_` and are not keys: the path of the file itself.
const CONFIG_FILE: &str = "YH_CONFIG_FILE";
/// What the test harness tells its own processes; never read in production code.
const TEST_PREFIX: &str = "YH_TEST_";
/// Largest file that is read, in bytes.
const LARGEST_FILE: u64 = 1_048_576;

/// The written values, by path, and what was wrong with reading them.
#[derive(Debug, Default)]
pub(super) struct Written {
    values: BTreeMap<&'static str, Raw>,
    pub(super) faults: Vec<Fault>,
}

impl Written {
    fn fault(&mut self, key: &str, env: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.faults.push(Fault {
            key: key.to_owned(),
            env: env.to_owned(),
            zh: zh.into(),
            en: en.into(),
        });
    }

    fn set_from_file(&mut self, key: &'static Key, file: &str) {
        match read_limited(Path::new(file.trim())) {
            // Editors and `echo` end a file with a line break, which is never part of a secret.
            Ok(text) => {
                self.values.insert(key.path, Raw::Text(text.trim_end().to_owned()));
            }
            Err(why) => self.fault(
                key.path,
                &format!("{}_FILE", key.env()),
                format!("无法读取文件 {file}：{why}"),
                format!("cannot read the file {file}: {why}"),
            ),
        }
    }

    /// Takes what a TOML document says.
    pub(super) fn take_toml(&mut self, file: &Path, text: &str) {
        match text.parse::<toml::Table>() {
            Ok(table) => self.take_table("", table),
            Err(error) => {
                let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
                // Only the place and the parser's words: its full text would quote the line, which
                // may hold a secret.
                let why = error.message();
                self.fault(
                    &file.display().to_string(),
                    "",
                    format!("第 {line} 行不是合法的 TOML：{why}"),
                    format!("line {line} is not valid TOML: {why}"),
                );
            }
        }
    }

    fn take_table(&mut self, prefix: &str, table: toml::Table) {
        for (name, value) in table {
            let path = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
            if let Some(key) = KEYS.iter().find(|key| key.path == path) {
                let raw = match value {
                    toml::Value::String(text) => Raw::Text(text),
                    value => Raw::Toml(value),
                };
                self.values.insert(key.path, raw);
            } else if let Some(key) = file_key(&path) {
                match value {
                    toml::Value::String(file) => self.set_from_file(key, &file),
                    _ => self.fault(&path, "", "应为文件路径", "expected the path of a file"),
                }
            } else if let toml::Value::Table(table) = value
                && KEYS.iter().any(|key| key.path.starts_with(&format!("{path}.")))
            {
                self.take_table(&path, table);
            } else {
                let (zh, en) = unknown(&path, KEYS.iter().map(|key| key.path.to_owned()));
                self.fault(&path, "", zh, en);
            }
        }
    }

    /// Takes what the environment says; only names that start with `YH_` are looked at.
    pub(super) fn take_env(&mut self, env: impl IntoIterator<Item = (String, String)>) {
        let env: BTreeMap<String, String> = env
            .into_iter()
            .filter(|(name, _)| name.starts_with("YH_") && !name.starts_with(TEST_PREFIX))
            .collect();
        for (name, value) in &env {
            if name == CONFIG_FILE {
                continue;
            }
            if let Some(key) = KEYS.iter().find(|key| key.env() == *name) {
                self.values.insert(key.path, Raw::Text(value.clone()));
            } else if let Some(key) = file_env(name) {
                if env.contains_key(&key.env()) {
                    self.fault(
                        key.path,
                        name,
                        format!("{} 与 {name} 只能设置一个", key.env()),
                        format!("set either {} or {name}, not both", key.env()),
                    );
                } else {
                    self.set_from_file(key, value);
                }
            } else {
                let (zh, en) = unknown(name, KEYS.iter().map(Key::env));
                self.fault(name, "", zh, en);
            }
        }
    }

    /// The tree that the settings are read from: every key with its typed value.
    pub(super) fn into_tree(mut self) -> (Map<String, Value>, Vec<Fault>) {
        let mut tree = Map::new();
        for key in KEYS {
            let raw = self.values.remove(key.path).unwrap_or(Raw::Text(key.default.to_owned()));
            let value = match key.kind.parse(&raw) {
                Some(Value::Array(files)) if matches!(key.kind, Kind::SecretFiles) => {
                    self.read_files(key, &files)
                }
                Some(value) => value,
                None => {
                    self.does_not_fit(key, &raw);
                    continue;
                }
            };
            plant(&mut tree, key.path, value);
        }
        (tree, self.faults)
    }

    fn read_files(&mut self, key: &'static Key, files: &[Value]) -> Value {
        let mut contents = Vec::new();
        for file in files.iter().filter_map(Value::as_str) {
            match read_limited(Path::new(file)) {
                Ok(text) => contents.push(Value::from(text)),
                Err(why) => self.fault(
                    key.path,
                    &key.env(),
                    format!("无法读取文件 {file}：{why}"),
                    format!("cannot read the file {file}: {why}"),
                ),
            }
        }
        Value::Array(contents)
    }

    fn does_not_fit(&mut self, key: &Key, raw: &Raw) {
        let (zh, en) = key.kind.expected();
        let seen = match raw {
            _ if key.is_secret() => None,
            Raw::Text(text) => Some(text.chars().take(80).collect::<String>()),
            Raw::Toml(value) => Some(value.type_str().to_owned()),
        };
        let (seen_zh, seen_en) = match seen {
            Some(seen) => (format!("，实为 {seen:?}"), format!(", found {seen:?}")),
            None => (String::new(), String::new()),
        };
        self.fault(
            key.path,
            &key.env(),
            format!("应为{zh}{seen_zh}"),
            format!("expected {en}{seen_en}"),
        );
    }
}

/// The file that the environment names, where the command line named none.
pub(super) fn file_from_env(env: &[(String, String)]) -> Option<PathBuf> {
    env.iter().find(|(name, value)| name == CONFIG_FILE && !value.is_empty()).map(|(_, v)| v.into())
}

/// Reads a small text file; the error is for a person.
pub(super) fn read_limited(path: &Path) -> Result<String, String> {
    let size = std::fs::metadata(path).map_err(|error| error.kind().to_string())?.len();
    if size > LARGEST_FILE {
        return Err(format!("larger than {LARGEST_FILE} bytes"));
    }
    std::fs::read_to_string(path).map_err(|error| error.kind().to_string())
}

/// The key whose value the TOML path `…_file` names a file for.
fn file_key(path: &str) -> Option<&'static Key> {
    let base = path.strip_suffix("_file")?;
    KEYS.iter().find(|key| key.may_come_from_file() && key.path == base)
}

/// The key whose value the variable `…_FILE` names a file for.
fn file_env(name: &str) -> Option<&'static Key> {
    let base = name.strip_suffix("_FILE")?;
    KEYS.iter().find(|key| key.may_come_from_file() && key.env() == base)
}

fn unknown(name: &str, known: impl Iterator<Item = String>) -> (String, String) {
    let nearest = known.map(|known| (distance(name, &known), known)).min();
    match nearest {
        Some((steps, near)) if steps <= 3 => {
            (format!("未知的配置项，是否为 {near}？"), format!("no such key; did you mean {near}?"))
        }
        _ => (
            "未知的配置项，见 docs/CONFIG.md".to_owned(),
            "no such key; see docs/CONFIG.md".to_owned(),
        ),
    }
}

/// Levenshtein distance, in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let next = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], next);
        }
    }
    row[b.len()]
}

fn plant(tree: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            tree.insert(path.to_owned(), value);
        }
        Some((section, rest)) => {
            let entry = tree.entry(section).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(section) = entry {
                plant(section, rest, value);
            }
        }
    }
}
