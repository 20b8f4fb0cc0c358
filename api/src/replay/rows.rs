//! What is filed: the rows of a file, or texts made here, fitted to what the contract accepts.
//!
//! The rule of fitting, in this order: characters that the product refuses are dropped (line breaks of a
//! title become spaces); what is too short gets a fixed phrase behind it; what is too long is cut, and
//! ends in an ellipsis. The product's own parsers judge, so that the rule cannot drift from theirs.

use std::path::Path;

use anyhow::Context;
use domain::text::{Content, TextFault, Title};
use serde::{Deserialize, Serialize};

/// Put behind a text that is too short.
const PADDING: &str = "（回放：原文过短，此处补足）";

/// One appeal to file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// 4 to 60 characters, as the product counts them.
    pub title: String,
    /// 10 to 5,000 characters.
    pub content: String,
}

/// What had to be changed to make the rows acceptable, in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Fitted {
    /// Title or content was too long.
    pub cut: usize,
    /// Title or content was too short.
    pub padded: usize,
    /// Held characters that the product refuses.
    pub cleaned: usize,
}

#[derive(Deserialize)]
struct Line {
    title: String,
    text: String,
}

/// What was done to one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Done {
    cut: bool,
    padded: bool,
    cleaned: bool,
}

/// Reads the columns `title` and `text` of a CSV file with a header; others are ignored.
pub(crate) fn read(file: &Path) -> anyhow::Result<(Vec<Row>, Fitted)> {
    let mut reader =
        csv::Reader::from_path(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut rows = Vec::new();
    let mut fitted = Fitted::default();
    for (number, line) in reader.deserialize().enumerate() {
        let line: Line = line.with_context(|| format!("{}, row {}", file.display(), number + 1))?;
        let row = fit_row(&line.title, &line.text, &mut fitted)
            .with_context(|| format!("{}, row {}", file.display(), number + 1))?;
        rows.push(row);
    }
    Ok((rows, fitted))
}

fn fit_row(title: &str, content: &str, fitted: &mut Fitted) -> anyhow::Result<Row> {
    let title = title.replace(['\r', '\n'], " ");
    let (title, of_title) = fit(&title, Title::MAX, |text| Title::parse(text).map(String::from))?;
    let (content, of_content) =
        fit(content, Content::MAX, |text| Content::parse(text).map(String::from))?;
    fitted.cut += usize::from(of_title.cut || of_content.cut);
    fitted.padded += usize::from(of_title.padded || of_content.padded);
    fitted.cleaned += usize::from(of_title.cleaned || of_content.cleaned);
    Ok(Row { title, content })
}

/// Changes a text until `parse` takes it; each step answers the refusal that it got.
fn fit(
    text: &str,
    most: usize,
    parse: impl Fn(&str) -> Result<String, TextFault>,
) -> anyhow::Result<(String, Done)> {
    let mut text = text.to_owned();
    let mut done = Done::default();
    let mut keep = most;
    loop {
        match parse(&text) {
            Ok(parsed) => return Ok((parsed, done)),
            Err(TextFault::Forbidden { code, .. }) => {
                done.cleaned = true;
                text.retain(|c| u32::from(c) != code);
            }
            Err(TextFault::TooShort { .. }) if !done.padded => {
                done.padded = true;
                text.push_str(PADDING);
            }
            // Normal form C can be longer than what was typed: cut a little more then.
            Err(TextFault::TooLong { .. }) if keep > 1 => {
                done.cut = true;
                keep -= 1;
                text = text.trim_start().chars().take(keep).collect::<String>() + "…";
            }
            Err(fault) => return Err(fault.into()),
        }
    }
}

/// Visibly fictitious appeals, all different; the words make the router sure of some and unsure of others.
pub(crate) fn synthetic(count: usize) -> Vec<Row> {
    const ABOUT: [(&str, &str); 6] = [
        ("申请技术改造专项资金", "拟对二号生产线进行技术改造，想了解专项资金的申报条件和时间"),
        ("流动资金贷款续贷困难", "银行贷款下月到期，希望协调续贷，避免资金链紧张"),
        ("厂区门口道路破损", "厂区门口道路坑洼，货车通行困难，希望尽快修复"),
        ("招聘技能工人困难", "车间缺少焊工和电工，希望组织专场招聘会和技能培训"),
        ("环评手续办理进度咨询", "扩建项目的环境影响评价材料已提交，想了解审批进度"),
        ("有一件事情想要反映", "情况比较复杂，一两句话说不清楚，请安排人员联系我们"),
    ];
    // About 1 KB each, as real ones are.
    let filler = "演示企业，并非真实情况。".repeat(25);
    (1..=count)
        .map(|n| {
            let (title, content) = ABOUT[n % ABOUT.len()];
            Row {
                title: format!("【演练{n:05}】{title}"),
                content: format!("这是第{n}件虚构的演练诉求。{content}。{filler}"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(title: &str, content: &str) -> (Row, Fitted) {
        let mut fitted = Fitted::default();
        let row = fit_row(title, content, &mut fitted).unwrap();
        (row, fitted)
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        let (row, fitted) = fitted("申请技改资金", "想了解专项资金的申报条件和时间。");
        assert_eq!(row.title, "申请技改资金");
        assert_eq!(row.content, "想了解专项资金的申报条件和时间。");
        assert_eq!(fitted, Fitted::default());
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        let (row, fitted) = fitted(&"长".repeat(61), &"文".repeat(6_000));
        assert_eq!(row.title.chars().count(), Title::MAX);
        assert_eq!(row.content.chars().count(), Content::MAX);
        assert!(row.title.ends_with('…') && row.content.ends_with('…'));
        assert_eq!(fitted, Fitted { cut: 1, ..Fitted::default() });
    }

    #[test]
    fn what_is_too_short_or_unreadable_is_padded_and_cleaned() {
        let (row, fitted) = fitted("\u{0}路\n坏", "");
        assert!(row.title.starts_with("路 坏"));
        assert!(Title::parse(&row.title).is_ok() && Content::parse(&row.content).is_ok());
        assert_eq!(fitted, Fitted { padded: 1, cleaned: 1, cut: 0 });
    }

    #[test]
    fn a_title_of_letters_that_grow_in_normal_form_still_fits() {
        // U+0958 is written as two characters in normal form C.
        let (row, _) = fitted(&"\u{958}".repeat(60), "一二三四五六七八九十");
        assert!(Title::parse(&row.title).is_ok());
    }

    #[test]
    fn made_up_appeals_are_acceptable_and_all_different() {
        let rows = synthetic(500);
        let titles: std::collections::HashSet<_> = rows.iter().map(|row| &row.title).collect();
        assert_eq!(titles.len(), 500);
        assert!(rows.iter().all(|row| Title::parse(&row.title).is_ok()));
        assert!(rows.iter().all(|row| Content::parse(&row.content).is_ok()));
    }
}
