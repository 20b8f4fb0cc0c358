//! Unified social credit codes, valid and not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use domain::uscc::{Uscc, UsccFault};

fn rows() -> Vec<(String, bool, String)> {
    let mut reader =
        csv::Reader::from_reader(include_str!("data/uscc_test_vectors.csv").as_bytes());
    let row = |r: csv::StringRecord| (r[0].to_owned(), &r[1] == "1", r[2].to_owned());
    reader.records().map(|r| row(r.unwrap())).collect()
}

#[test]
fn every_code_of_the_list_is_judged_as_it_says() {
    let rows = rows();
    assert_eq!(rows.len(), 148);
    for (code, valid, note) in rows {
        assert_eq!(Uscc::parse(&code).is_ok(), valid, "{code}: {note}");
    }
}

#[test]
fn a_failing_check_may_be_overridden_and_a_bad_shape_may_not() {
    for (code, valid, note) in rows().into_iter().filter(|row| !row.1) {
        let fault = Uscc::parse(&code).unwrap_err();
        let bad_shape = note.contains("contains") || note.contains("short");
        assert_eq!(fault.may_be_overridden(), !bad_shape, "{code} {valid} {note} {fault}");
        assert_eq!(Uscc::parse_shape(&code).is_err(), bad_shape, "{code}");
    }
}

#[test]
fn the_five_letters_that_look_like_others_are_refused_by_place() {
    for letter in ["I", "O", "S", "V", "Z"] {
        let code = format!("91371402AY4CL12T2{letter}");
        assert_eq!(Uscc::parse(&code), Err(UsccFault::Character(18)));
    }
}

#[test]
fn the_organisation_code_inside_is_checked_by_itself() {
    // Character 17 changed, and character 18 made to match again.
    let good = Uscc::parse("91371402AY4CL12T28").unwrap();
    let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let patched = alphabet
        .chars()
        .map(|last| format!("{}3{last}", &good.as_str()[..16]))
        .find(|code| Uscc::parse(code) != Err(UsccFault::Checksum))
        .unwrap();
    assert_eq!(Uscc::parse(&patched), Err(UsccFault::OrganisationChecksum));
    assert!(UsccFault::OrganisationChecksum.may_be_overridden());
}

#[test]
fn small_letters_full_width_forms_and_outer_spaces_are_read() {
    let good = Uscc::parse("91371402AY4CL12T28").unwrap();
    assert_eq!(Uscc::parse(" 91371402ay4cl12t28\n"), Ok(good));
    assert_eq!(Uscc::parse("９１３７１４０２ＡＹ４ＣＬ１２Ｔ２８"), Ok(good));
    assert_eq!(good.division(), "371402");
}

#[test]
fn hostile_texts_are_refused_by_length_or_place() {
    assert_eq!(Uscc::parse(""), Err(UsccFault::Length(0)));
    assert_eq!(Uscc::parse(&"9".repeat(1_000_000)), Err(UsccFault::Length(100)));
    assert_eq!(Uscc::parse("91371402AY4CL12T2德"), Err(UsccFault::Character(18)));
    assert_eq!(Uscc::parse("913714Z2AY4CL12T28"), Err(UsccFault::Character(7)));
    assert_eq!(Uscc::parse("913714A2AY4CL12T28"), Err(UsccFault::Division(7)));
}
