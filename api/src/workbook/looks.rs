//! How cells look, and how they are written.

use chrono::NaiveDateTime;
use domain::notice::Language;
use domain::sla::Lamp;
use domain::wording;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// What a text must not begin with, lest a program that reads it again take it for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The formats, made once per file.
pub(super) struct Looks {
    pub(super) head: Format,
    pub(super) text: Format,
    /// Shown with a leading apostrophe: a text, even when the cell is edited.
    literal: Format,
    pub(super) whole: Format,
    pub(super) hours: Format,
    pub(super) moment: Format,
    pub(super) strong: Format,
    lamps: [Format; 3],
}

impl Looks {
    pub(super) fn new() -> Self {
        let plain = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        let lamp = |back: u32, ink: u32| {
            plain()
                .set_background_color(Color::RGB(back))
                .set_font_color(Color::RGB(ink))
                .set_align(FormatAlign::Center)
        };
        Self {
            head: plain()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00D9_E1F2)),
            text: plain().set_text_wrap(),
            literal: plain().set_text_wrap().set_quote_prefix(),
            whole: plain().set_num_format("0"),
            hours: plain().set_num_format("0.0"),
            moment: plain().set_num_format("yyyy-mm-dd hh:mm"),
            strong: Format::new().set_bold(),
            lamps: [
                lamp(0x00C6_EFCE, 0x0000_6100),
                lamp(0x00FF_EB9C, 0x009C_5700),
                lamp(0x00FF_C7CE, 0x009C_0006),
            ],
        }
    }

    /// The format of a lamp's cell.
    pub(super) const fn lamp(&self, lamp: Lamp) -> &Format {
        match lamp {
            Lamp::Green => &self.lamps[0],
            Lamp::Yellow => &self.lamps[1],
            Lamp::Red => &self.lamps[2],
        }
    }
}

/// A row being written, from left to right.
pub(super) struct Row<'s> {
    sheet: &'s mut Worksheet,
    looks: &'s Looks,
    row: u32,
    column: u16,
}

impl<'s> Row<'s> {
    pub(super) const fn new(sheet: &'s mut Worksheet, looks: &'s Looks, row: u32) -> Self {
        Self { sheet, looks, row, column: 0 }
    }

    const fn next(&mut self) -> (u32, u16) {
        let place = (self.row, self.column);
        self.column += 1;
        place
    }

    pub(super) fn text(&mut self, text: &str) -> Result<&mut Self, XlsxError> {
        let (row, column) = self.next();
        let look = if text.starts_with(FORMULA) { &self.looks.literal } else { &self.looks.text };
        self.sheet.write_string_with_format(row, column, text, look)?;
        Ok(self)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    pub(super) fn whole(&mut self, number: Option<i64>) -> Result<&mut Self, XlsxError> {
        let number = number.map(|number| number as f64);
        self.number(number, |looks| &looks.whole)
    }

    /// Seconds, shown as hours with one decimal.
    #[expect(clippy::cast_precision_loss, reason = "seconds stay far below 2^52")]
    pub(super) fn hours(&mut self, seconds: Option<i64>) -> Result<&mut Self, XlsxError> {
        let hours = seconds.map(|seconds| seconds as f64 / 3_600.0);
        self.number(hours, |looks| &looks.hours)
    }

    fn number(
        &mut self,
        number: Option<f64>,
        look: impl Fn(&Looks) -> &Format,
    ) -> Result<&mut Self, XlsxError> {
        let (row, column) = self.next();
        match number {
            Some(number) => {
                self.sheet.write_number_with_format(row, column, number, look(self.looks))?;
            }
            None => {
                self.sheet.write_blank(row, column, look(self.looks))?;
            }
        }
        Ok(self)
    }

    pub(super) fn moment(&mut self, at: Option<NaiveDateTime>) -> Result<&mut Self, XlsxError> {
        let (row, column) = self.next();
        match at {
            Some(at) => {
                self.sheet.write_datetime_with_format(row, column, at, &self.looks.moment)?;
            }
            None => {
                self.sheet.write_blank(row, column, &self.looks.moment)?;
            }
        }
        Ok(self)
    }

    /// The lamp as a word on its colour: in print, and for those who do not see the colour.
    pub(super) fn lamp(&mut self, lamp: Lamp) -> Result<&mut Self, XlsxError> {
        let (row, column) = self.next();
        let word = wording::lamp(Language::Chinese, lamp);
        self.sheet.write_string_with_format(row, column, word, self.looks.lamp(lamp))?;
        Ok(self)
    }
}

/// Writes the headline of a table: names and widths of its columns; it stays in sight and is printed on
/// every page.
pub(super) fn head(
    sheet: &mut Worksheet,
    looks: &Looks,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    for (place, (name, width)) in columns.iter().enumerate() {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        sheet.set_column_width(place, *width)?;
        sheet.write_string_with_format(0, place, *name, &looks.head)?;
    }
    sheet.set_row_height(0, 32)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}
