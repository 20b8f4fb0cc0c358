//! The third sheet (口径说明): what was asked for, when and by whom, and how it was counted. Whoever gets the
//! file can tell what it says without asking back.

use domain::notice::Language;
use domain::wording;
use rust_xlsxwriter::Worksheet;
use service::queries::supervision::{ClockFilter, MOST_ROWS};

use super::looks::Row;
use super::{Book, NoFile};

/// A4, in the numbers of the format.
const A4: u8 = 9;

/// How it is counted, point by point.
const RULES: [(&str, &str); 9] = [
    ("统计对象", "尚未停止的办理时限，一件诉求可能同时有多个时限，每个时限一行。"),
    (
        "不计入",
        "企业一方的窗口（评价、补充、重新提出）、部门的退单窗口和专班期限，到期只是结束，不算超期；已停止的时限和已并入其他诉求而搁置的时限不计入。",
    ),
    (
        "灯",
        "红灯：已到或已过到期时间；黄灯：临近到期（按各时限的预警规则）；其余为绿灯。暂停的时限按暂停时的灯。",
    ),
    (
        "责任部门",
        "派单、退单审核由派单台负责；报到、协办答复、督办答复由被要求的部门负责；其余由承办部门负责，诉求在派单台时由派单台负责。",
    ),
    (
        "超期工作日",
        "到期日之后至导出当日（含）的工作日天数，按全市工作日历（含法定节假日、调休和停工通知），不按自然日。",
    ),
    ("超期办公小时", "到期时间之后的办公时间，不含非办公时间。"),
    (
        "用时分摊",
        "诉求从提交到导出时刻的办公时间，按当时由谁持有分摊，各方之和等于合计；办结到重新提出之间的时间不计入任何一方。",
    ),
    ("牌单", "已发出的黄牌、红牌、督办单、约谈、提级；因日历或时限方案更正而失效的不计入。"),
    ("保密诉求", "标题以“保密诉求”代替，不列企业和专班名称。"),
];

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), NoFile> {
    sheet.set_name("口径说明")?;
    sheet.set_column_width(0, 18)?.set_column_width(1, 100)?;
    sheet.write_string_with_format(
        0,
        0,
        format!("{}口径说明", book.title()),
        &book.looks.strong,
    )?;
    let export = book.export;
    let mut lines = vec![
        ("数据截至".to_owned(), format!("{}（{}）", book.moment(), book.zone)),
        ("导出人".to_owned(), export.by.clone()),
        ("筛选条件".to_owned(), filters(book, &export.filter)),
        ("行数".to_owned(), rows(book)),
    ];
    lines.extend(RULES.map(|(name, text)| (name.to_owned(), text.to_owned())));
    for (number, (name, text)) in (2..).zip(&lines) {
        Row::new(sheet, &book.looks, number).text(name)?.text(text)?;
    }
    book.print(sheet, A4);
    Ok(())
}

/// How many rows there are, and that some are missing where some are.
fn rows(book: &Book<'_>) -> String {
    let listed = book.export.rows.len();
    match book.export.left_out() {
        0 => format!("共 {listed} 项，全部列出。"),
        left => format!(
            "符合条件 {} 项；明细最多列 {MOST_ROWS} 行，按到期时间先后列出 {listed} 行，其余 {left} \
             项未列出。汇总按全部计算。请缩小筛选范围后分次导出。",
            book.export.counts.open
        ),
    }
}

/// The filters, as people would say them.
fn filters(book: &Book<'_>, filter: &ClockFilter) -> String {
    let reference = book.reference;
    let code = |code: &Option<String>, name: Option<&String>| {
        code.as_ref().map(|code| name.unwrap_or(code).clone())
    };
    let of = |code: &Option<String>| code.clone().unwrap_or_default();
    let category = reference.categories.get(&of(&filter.category)).map(|row| &row.name_zh);
    let chain = reference.chains.get(&of(&filter.chain)).map(|row| &row.name);
    let county = reference.counties.get(&of(&filter.county));
    let hours = |age: i64| format!("{} 小时", age / 3_600);
    let at = |at| book.local(at).format("%Y-%m-%d %H:%M").to_string();
    let yes = |is: bool| if is { "是" } else { "否" }.to_owned();
    let said = [
        ("灯", filter.lamp.map(|lamp| wording::lamp(Language::Chinese, lamp).to_owned())),
        ("时限", filter.stage.map(|stage| wording::stage(Language::Chinese, stage).to_owned())),
        ("持有方", filter.holder.map(|one| wording::holder(Language::Chinese, one.as_str()))),
        ("责任部门", filter.department.map(|id| reference.department_name(id))),
        ("县市区", code(&filter.county, county)),
        ("产业链", code(&filter.chain, chain)),
        ("类别", code(&filter.category, category)),
        ("级别", filter.level.as_deref().map(|level| book.level(level))),
        ("超期不少于", filter.min_age_s.map(hours)),
        ("超期不多于", filter.max_age_s.map(hours)),
        ("到期不早于", filter.due_from.map(at)),
        ("到期早于", filter.due_to.map(at)),
        ("暂停", filter.paused.map(yes)),
        ("暂定", filter.provisional.map(yes)),
    ];
    let said = said.into_iter().filter_map(|(name, value)| Some(format!("{name}：{}", value?)));
    let said = said.collect::<Vec<_>>().join("；");
    if said.is_empty() { "无，全部未结时限".to_owned() } else { said }
}
