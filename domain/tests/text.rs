//! Texts that people type, the friendly and the hostile ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use domain::text::{Content, PersonName, Phone, Reason, TextFault, Title, parse_text};
use proptest::prelude::*;

#[test]
fn a_text_is_trimmed_normalised_and_counted_in_characters() {
    assert_eq!(
        parse_text("t", " \u{3000}\u{FEFF}e\u{301}\r\nb\rc\u{200B}\n", 1, 5).unwrap(),
        "é\nb\nc"
    );
    assert_eq!(parse_text("t", "𠮷野家👨‍👩‍👧", 1, 8).unwrap().chars().count(), 8);
    let fault = TextFault::TooLong { field: "t", max: 7 };
    assert_eq!(parse_text("t", "𠮷野家👨‍👩‍👧", 1, 7), Err(fault));
    let fault = TextFault::TooShort { field: "t", min: 1, got: 0 };
    assert_eq!(parse_text("t", "\u{200B} \n\u{2060}", 1, 7), Err(fault));
}

#[test]
fn control_characters_noncharacters_and_bidi_overrides_are_refused_by_code() {
    for code in [0, 7, 8, 0x1B, 0x7F, 0x85, 0x9F, 0x202A, 0x202E, 0x2066, 0x2069, 0xFDD0, 0xFFFE] {
        let text = format!("正常的文字{}后面", char::from_u32(code).unwrap());
        let fault = TextFault::Forbidden { field: "content", code };
        assert_eq!(Content::parse(&text).unwrap_err(), fault);
    }
    assert!(Content::parse("\u{1F1E8}\u{1F1F3} 0123456789 \t السلام عليكم \u{200F}").is_ok());
}

#[test]
fn a_hostile_length_is_refused_before_it_is_normalised() {
    let fault = TextFault::TooLong { field: "title", max: 60 };
    assert_eq!(Title::parse(&"é".repeat(5_000_000)).unwrap_err(), fault);
    assert_eq!(Title::parse(&" ".repeat(5_000_000)).unwrap_err(), fault);
}

#[test]
fn a_title_has_one_line_of_4_to_60_characters() {
    assert!(Title::parse("供电不足").is_ok());
    assert!(Title::parse("供电差").is_err());
    assert!(Title::parse(&"电".repeat(60)).is_ok());
    assert!(Title::parse(&"电".repeat(61)).is_err());
    assert_eq!(Title::parse("供电\n不足").unwrap_err(), TextFault::LineBreak { field: "title" });
    assert!(Title::parse("供电\u{2028}不足").is_err());
    assert_eq!(Title::parse("供电\t不足").unwrap().as_str(), "供电 不足");
}

#[test]
fn content_reason_and_name_keep_their_bounds() {
    assert!(Content::parse(&"字".repeat(9)).is_err());
    assert!(Content::parse(&"字".repeat(10)).is_ok());
    assert!(Content::parse(&"𠮷".repeat(5_000)).is_ok());
    assert!(Content::parse(&"字".repeat(5_001)).is_err());
    assert!(Reason::parse("补充材料\n第二行").is_ok());
    assert!(PersonName::parse("测试·甲").is_ok());
    assert!(PersonName::parse("甲\n乙").is_err());
}

#[test]
fn what_people_wrote_is_not_shown_by_debug() {
    assert_eq!(format!("{:?}", PersonName::parse("测试甲").unwrap()), "PersonName(3 characters)");
    assert_eq!(format!("{:?}", Phone::parse("13800001234").unwrap()), "Phone(138****1234)");
}

#[test]
fn serde_parses_at_the_door() {
    assert!(serde_json::from_str::<Title>("\"电\"").is_err());
    assert!(serde_json::from_str::<Title>("\"\\ud800供电不足\"").is_err());
    let title: Title = serde_json::from_str("\" 供电不足 \"").unwrap();
    assert_eq!(serde_json::to_string(&title).unwrap(), "\"供电不足\"");
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for (text, national, masked) in [
        ("13800001234", "13800001234", "138****1234"),
        (" +86 138-0000-1234 ", "13800001234", "138****1234"),
        ("008613800001234", "13800001234", "138****1234"),
        ("8619912345678", "19912345678", "199****5678"),
        ("１３８００００１２３４", "13800001234", "138****1234"),
        ("0534-2345678", "0534-2345678", "0534-****678"),
        ("（0534）2345678", "0534-2345678", "0534-****678"),
        ("+86 534 2345678", "0534-2345678", "0534-****678"),
        ("+86-534-2345678-801", "0534-2345678-801", "0534-****678"),
        ("010 6234 5678", "010-62345678", "010-****5678"),
        ("053423456789", "0534-23456789", "0534-****6789"),
    ] {
        let phone = Phone::parse(text).unwrap();
        assert_eq!((phone.as_str(), phone.masked().as_str()), (national, masked), "{text}");
        assert_eq!(Phone::parse(phone.as_str()).unwrap(), phone, "{text}");
    }
}

#[test]
fn what_is_no_mainland_number_is_refused() {
    for text in [
        "",
        "1",
        "12800001234",
        "1380000123",
        "138000012345",
        "+1 212 555 0100",
        "110",
        "2345678",
        "5342345678",
        "0134-2345678",
        "0534-1345678",
        "0534-2345678-1234567",
        "1380000123a",
        "000",
        "+86",
        "+8613800001234 OR 1=1",
        "138\u{0}00001234",
        "٠١٢٣٤٥٦٧٨٩٠",
    ] {
        assert!(Phone::parse(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn parsing_never_panics_and_is_idempotent(text in any::<String>()) {
        if let Ok(parsed) = parse_text("t", &text, 1, 50) {
            prop_assert!((1..=50).contains(&parsed.chars().count()));
            prop_assert_eq!(parse_text("t", &parsed, 1, 50), Ok(parsed.clone()));
        }
        let _ = Phone::parse(&text);
        let _ = domain::uscc::Uscc::parse(&text);
    }

    #[test]
    fn phones_of_any_shape_are_read_or_refused(text in "[+0-9() -]{0,20}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
            prop_assert!(phone.masked().contains("****"));
        }
    }
}
