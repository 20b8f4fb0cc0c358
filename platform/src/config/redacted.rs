//! The configuration as the start-up log shows it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    endpoint::Endpoint,
    keys::{KEYS, Key},
    kind::Kind,
};

/// Every key with its value, without anything secret.
pub(super) fn view(tree: &Map<String, Value>) -> BTreeMap<&'static str, String> {
    KEYS.iter().map(|key| (key.path, show(key, find(tree, key.path)))).collect()
}

fn find<'a>(tree: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        None => tree.get(path),
        Some((section, rest)) => find(tree.get(section)?.as_object()?, rest),
    }
}

fn show(key: &Key, value: Option<&Value>) -> String {
    match (key.kind, value) {
        (_, None | Some(Value::Null)) => String::new(),
        (Kind::Secret, Some(_)) => "***".to_owned(),
        (Kind::SecretFiles, Some(value)) => {
            format!("{} file(s)", value.as_array().map_or(0, Vec::len))
        }
        (_, Some(Value::String(text))) if key.is_secret() => Endpoint::new(text).to_string(),
        (_, Some(Value::String(text))) => text.clone(),
        (_, Some(value)) => value.to_string(),
    }
}
