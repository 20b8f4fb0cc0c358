//! `docs/CONFIG.md`, rendered from the table of keys.

use std::fmt::Write as _;

use super::keys::{KEYS, Key};

const HEAD: &str = "\
<!-- Generated from platform/src/config/keys.rs by `make generated`; do not edit. -->
# 配置参考 · Configuration reference

默认值 → TOML 文件（`--config 文件` 或 `YH_CONFIG_FILE`）→ 环境变量，后者优先。未知的键与变量、不合要求的值会在启动时一次全部列出。
标有 🔑 的键可能含有机密：不会写入日志；也可以从文件读取，环境变量写作 `…_FILE`，TOML 写作 `…_file`。
列表在环境变量中以逗号分隔，表写作 `a=1,b=2`。空默认值表示未设置。

Defaults → TOML file (`--config FILE` or `YH_CONFIG_FILE`) → environment; the later wins. Unknown keys and variables and values that do not fit are all named at start, at once.
Keys marked 🔑 are secrets or may carry one: they are never logged, and may be read from a file: `…_FILE` in the environment, `…_file` in TOML (keys named `…_files` name files already).
Lists are separated by commas in the environment, maps are written `a=1,b=2`. An empty default means \"not set\". Names that start with `YH_TEST_` belong to the test harness.
";

/// The reference of every key as Markdown; committed as `docs/CONFIG.md` and compared by a test.
pub fn reference_markdown() -> String {
    let mut out = HEAD.to_owned();
    let mut section = None;
    for key in KEYS {
        let here = key.path.split_once('.').map_or("", |(section, _)| section);
        if section != Some(here) {
            section = Some(here);
            let title = if here.is_empty() {
                "顶层 · top level".to_owned()
            } else {
                format!("`[{here}]`")
            };
            // Writing to a String cannot fail.
            let _ = write!(
                out,
                "\n## {title}\n\n| 键 key | 环境变量 environment | 类型 type | 默认 default | 含义 meaning |\n|---|---|---|---|---|\n"
            );
        }
        out.push_str(&row(key));
    }
    out
}

fn row(key: &Key) -> String {
    let name = key.path.rsplit_once('.').map_or(key.path, |(_, name)| name);
    let mark = if key.is_secret() { " 🔑" } else { "" };
    let default = if key.default.is_empty() { String::new() } else { format!("`{}`", key.default) };
    format!(
        "| `{name}`{mark} | `{}` | {} | {default} | {}<br>{} |\n",
        key.env(),
        key.kind.name(),
        key.zh,
        key.en
    )
}
