//! The second sheet: the promises by the department that answers for them.

use chrono::NaiveDateTime;
use domain::notice::Language;
use domain::wording;
use rust_xlsxwriter::Worksheet;
use service::queries::supervision::{AgeCounts, LampCounts};

use super::looks::{Row, head};
use super::{Book, NoFile};

/// A4, in the numbers of the format.
const A4: u8 = 9;

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), NoFile> {
    let ages = AgeCounts::default().named().map(|(class, _)| {
        let class = wording::age(Language::Chinese, class);
        format!("超期{class}")
    });
    let mut columns =
        vec![("责任部门", 20.0), ("未结时限", 10.0), ("绿灯", 8.0), ("黄灯", 8.0), ("红灯", 8.0)];
    columns.extend(ages.iter().map(|name| (name.as_str(), 13.0)));
    columns.push(("最久一项到期时间", 18.0));
    columns.push(("最久一项超期工作日", 12.0));
    sheet.set_name("汇总")?;
    head(sheet, &book.looks, &columns)?;
    let counts = &book.export.counts;
    let mut number = 0;
    for one in &counts.departments {
        number += 1;
        let name = one.name.as_deref().unwrap_or("派单台");
        let longest = one.longest_due_at.map(|at| (book.local(at), at));
        let days = longest.map(|(_, at)| book.days_since(at)).transpose()?;
        let longest = (longest.map(|(local, _)| local), days);
        line(book, sheet, number, (name, &one.lamps, &one.ages), longest)?;
    }
    sheet.autofilter(0, 0, number, u16::try_from(columns.len() - 1).unwrap_or(u16::MAX))?;
    let first = counts.departments.iter().filter_map(|one| one.longest_due_at).min();
    let days = first.map(|at| book.days_since(at)).transpose()?;
    let longest = (first.map(|at| book.local(at)), days);
    line(book, sheet, number + 1, ("合计", &counts.lamps, &counts.ages), longest)?;
    book.print(sheet, A4);
    Ok(())
}

fn line(
    book: &Book<'_>,
    sheet: &mut Worksheet,
    number: u32,
    (name, lamps, ages): (&str, &LampCounts, &AgeCounts),
    (longest, days): (Option<NaiveDateTime>, Option<i64>),
) -> Result<(), NoFile> {
    let mut row = Row::new(sheet, &book.looks, number);
    row.text(name)?;
    for count in [lamps.open(), lamps.green, lamps.yellow, lamps.red] {
        row.whole(Some(count))?;
    }
    for (_, count) in ages.named() {
        row.whole(Some(count))?;
    }
    row.moment(longest)?.whole(days)?;
    Ok(())
}

impl Book<'_> {
    /// Working days from a moment's day to that of the export.
    fn days_since(&self, at: domain::time::Timestamp) -> Result<i64, NoFile> {
        let internal = service::ServiceError::internal;
        let day = |at| self.calendar.date_of(at).map_err(internal);
        let days = self.calendar.working_days_between(day(at)?, day(self.export.at)?);
        Ok(i64::from(days.map_err(internal)?))
    }
}
