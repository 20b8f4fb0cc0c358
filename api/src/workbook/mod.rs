//! The file that a supervisor sends upwards (督查导出): the promises, a summary by department, and how it was
//! counted. In Chinese, for people: local time, real dates, colours that are words too, ready to be printed.
//!
//! Every text is written as a text, never as a formula, whatever it begins with.

mod looks;
mod notes;
mod promises;
mod summary;

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use domain::calendar::CompiledCalendar;
use domain::sla::Lamp;
use domain::time::Timestamp;
use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};
use service::ServiceError;
use service::queries::supervision::Export;
use service::reference::{CITY_CALENDAR, Reference};

use self::looks::Looks;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum NoFile {
    /// The sheets do not make a file.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
    /// The calendar does not reach that far.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// What the sheets are made from.
struct Book<'a> {
    export: &'a Export,
    reference: &'a Reference,
    calendar: &'a CompiledCalendar,
    zone: Tz,
    looks: Looks,
}

impl Book<'_> {
    /// A moment as the wall clock of the city shows it.
    fn local(&self, at: Timestamp) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    /// The moment of the export, for headers and names.
    fn moment(&self) -> String {
        self.local(self.export.at).format("%Y年%-m月%-d日 %H:%M").to_string()
    }

    /// Whether it is a list of what is overdue alone.
    fn is_overdue(&self) -> bool {
        let filter = &self.export.filter;
        filter.lamp == Some(Lamp::Red) || filter.min_age_s.or(filter.max_age_s).is_some()
    }

    /// What the first sheet and the file are called.
    fn title(&self) -> &'static str {
        if self.is_overdue() { "超期清单" } else { "时限明细" }
    }

    /// Page set-up that the sheets share: as wide as the page, with the moment and the page's number.
    fn print(&self, sheet: &mut Worksheet, paper: u8) {
        sheet
            .set_landscape()
            .set_paper_size(paper)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.7, 0.7, 0.3, 0.3)
            .set_header(format!("&L企业有话说 时限督查&C{}", self.title()))
            .set_footer(format!("&L数据截至 {}&R第 &P 页，共 &N 页", self.moment()));
    }
}

/// The file's name and bytes.
///
/// # Errors
/// When the city has no calendar, or the sheets do not make a file.
pub fn of(export: &Export, reference: &Reference) -> Result<(String, Vec<u8>), NoFile> {
    let calendar = reference.calendar(CITY_CALENDAR)?;
    let (calendar, zone, looks) = (&*calendar, calendar.zone(), Looks::new());
    let book = Book { export, reference, calendar, zone, looks };
    let mut file = Workbook::new();
    let made = zone_free(book.local(export.at));
    let about = DocProperties::new().set_title(book.title()).set_author(&export.by);
    file.set_properties(&made.map_or(about.clone(), |at| about.set_creation_datetime(&at)));
    promises::write(&book, file.add_worksheet())?;
    summary::write(&book, file.add_worksheet())?;
    notes::write(&book, file.add_worksheet())?;
    let at = book.local(export.at).format("%Y%m%d_%H%M");
    Ok((format!("{}_{at}.xlsx", book.title()), file.save_to_buffer()?))
}

/// The moment of making as the file's properties hold it; the library would ask the machine's clock.
fn zone_free(at: NaiveDateTime) -> Option<rust_xlsxwriter::ExcelDateTime> {
    rust_xlsxwriter::ExcelDateTime::parse_from_str(&at.format("%Y-%m-%dT%H:%M:%S").to_string()).ok()
}
