//! The first sheet: one promise a row.

use domain::notice::Language;
use domain::sla::Lamp;
use domain::sla::profile::Stage;
use domain::wording;
use rust_xlsxwriter::Worksheet;
use service::queries::supervision::{Holder, PromiseItem};
use service::view::NamedView;

use super::looks::{Row, head};
use super::{Book, NoFile};

/// A3, in the numbers of the format: there are many columns.
const A3: u8 = 8;
/// What stands where the dispatch desk has something, and no department.
const DESK: &str = "派单台";

/// Names and widths, in the order in which [`row`] writes them.
const COLUMNS: [(&str, f64); 27] = [
    ("工单号", 19.0),
    ("标题", 34.0),
    ("企业", 24.0),
    ("类别", 11.0),
    ("级别", 10.0),
    ("县市区", 10.0),
    ("产业链", 14.0),
    ("承办部门", 13.0),
    ("承办人", 9.0),
    ("时限", 10.0),
    ("责任部门", 13.0),
    ("当前持有", 15.0),
    ("持有自", 16.0),
    ("到期时间", 16.0),
    ("灯", 6.0),
    ("备注", 8.0),
    ("超期工作日", 8.0),
    ("超期办公小时", 8.0),
    ("已发牌单", 18.0),
    ("派单台用时(小时)", 9.0),
    ("部门用时(小时)", 9.0),
    ("专班用时(小时)", 9.0),
    ("企业用时(小时)", 9.0),
    ("督查用时(小时)", 9.0),
    ("用时合计(小时)", 9.0),
    ("各部门用时", 26.0),
    ("更新时间", 16.0),
];

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), NoFile> {
    sheet.set_name(book.title())?;
    head(sheet, &book.looks, &COLUMNS)?;
    let rows = &book.export.rows;
    for (number, item) in (1..).zip(rows) {
        row(book, sheet, number, item)?;
    }
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let right = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, right)?;
    // The number and the title stay in sight as well.
    sheet.set_freeze_panes(1, 2)?;
    book.print(sheet, A3);
    Ok(())
}

fn row(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    number: u32,
    item: &PromiseItem,
) -> Result<(), NoFile> {
    let (appeal, clock) = (&item.appeal, &item.clock);
    let reference = book.reference;
    let named = |view: &Option<NamedView>| view.as_ref().map_or("", |view| &view.name).to_owned();
    let category = reference.categories.get(&appeal.category);
    let county = appeal.county.as_ref().map(|code| reference.counties.get(code).unwrap_or(code));
    let mut row = Row::new(sheet, &book.looks, number);
    row.text(&appeal.number)?
        .text(&appeal.title)?
        .text(&named(&appeal.enterprise))?
        .text(category.map_or(appeal.category.as_str(), |row| &row.name_zh))?
        .text(&book.level(&appeal.level))?
        .text(county.map_or("", String::as_str))?
        .text(&book.chain(item.chain.as_deref()))?
        .text(&named(&appeal.department))?
        .text(&named(&appeal.handler))?
        .text(&stage(&clock.stage))?
        .text(item.responsible.as_ref().map_or(DESK, |view| &view.name))?
        .text(&holder(item))?
        .moment(Some(book.local(appeal.holder.since)))?
        .moment(Some(book.local(clock.due_at)))?
        .lamp(clock.lamp)?
        .text(&remark(item))?;
    let late = book.late(item)?;
    row.whole(late.map(|(days, _)| days))?
        .hours(late.map(|(_, seconds)| seconds))?
        .text(&cards(item))?;
    for party in Holder::ALL {
        row.hours(Some(share(item, party)))?;
    }
    row.hours(Some(item.working_s))?
        .text(&departments(item))?
        .moment(Some(book.local(appeal.updated_at)))?;
    Ok(())
}

impl Book<'_> {
    /// How late a promise is: working days, and seconds of opening time, by the city's calendar.
    fn late(&self, item: &PromiseItem) -> Result<Option<(i64, i64)>, NoFile> {
        if item.clock.lamp != Lamp::Red {
            return Ok(None);
        }
        let (due, now) = (item.clock.due_at, self.export.at);
        let internal = service::ServiceError::internal;
        let day = |at| self.calendar.date_of(at).map_err(internal);
        let days = self.calendar.working_days_between(day(due)?, day(now)?).map_err(internal)?;
        let worked = self.calendar.opening_between(due, now).map_err(internal)?;
        Ok(Some((i64::from(days), worked.num_seconds())))
    }

    pub(super) fn level(&self, code: &str) -> String {
        let today = self.local(self.export.at).date();
        let profile = self.reference.profile_on(code, today);
        profile.map_or_else(|| code.to_owned(), |profile| profile.name_zh.clone())
    }

    fn chain(&self, code: Option<&str>) -> String {
        let Some(code) = code else { return String::new() };
        self.reference.chains.get(code).map_or_else(|| code.to_owned(), |row| row.name.clone())
    }
}

fn stage(code: &str) -> String {
    let known = Stage::parse(code);
    known.map_or(code, |stage| wording::stage(Language::Chinese, stage)).to_owned()
}

fn holder(item: &PromiseItem) -> String {
    let holder = &item.appeal.holder;
    let kind = wording::holder(Language::Chinese, &holder.kind);
    match &holder.name {
        Some(name) if holder.kind == "task_force" => format!("{kind}：{name}"),
        Some(name) => name.clone(),
        None => kind,
    }
}

fn remark(item: &PromiseItem) -> String {
    let remarks = [(item.clock.paused, "暂停"), (item.clock.provisional, "暂定")];
    let remarks = remarks.into_iter().filter_map(|(is, word)| is.then_some(word));
    remarks.collect::<Vec<_>>().join("、")
}

/// What has been issued and not been set aside since.
fn cards(item: &PromiseItem) -> String {
    let counting = item.cards.iter().filter(|card| card.moot_at.is_none());
    let words = counting.map(|card| {
        wording::card(Language::Chinese, card.colour.as_deref().unwrap_or(&card.action))
    });
    words.collect::<Vec<_>>().join("、")
}

fn share(item: &PromiseItem, party: Holder) -> i64 {
    let shares = item.shares.iter().filter(|share| share.holder == party.as_str());
    shares.map(|share| share.working_s).sum()
}

/// The departments one by one: who passes an order on is seen.
#[expect(clippy::cast_precision_loss, reason = "seconds stay far below 2^52")]
fn departments(item: &PromiseItem) -> String {
    let shares = item.shares.iter().filter(|share| share.department_id.is_some());
    let words = shares.map(|share| {
        let name = share.name.as_deref().unwrap_or_default();
        format!("{name} {:.1}", share.working_s as f64 / 3_600.0)
    });
    words.collect::<Vec<_>>().join("；")
}
