//! Values cut by the sender against the rules as the other end checks them.

use domain::time::Timestamp;
use platform::providers::fit;
use proptest::prelude::*;

const KINDS: [&str; 10] = [
    "thing1",
    "number2",
    "letter3",
    "character_string4",
    "symbol5",
    "phone_number6",
    "car_number7",
    "name8",
    "phrase9",
    "thing10",
];

/// Texts with what hurts: Han, rare Han, emoji, controls, direction marks, spaces, digits.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[a-zA-Z0-9.+-]{0,6}",
        "[一-龥]{0,12}",
        Just("𠮷".to_owned()),
        Just("😀".to_owned()),
        Just("\u{0}\r\n\t \u{202e}\u{2028}".to_owned()),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_fitted_value_is_taken_and_fitting_again_changes_nothing(value in nasty()) {
        for name in KINDS {
            let fitted = fit::fit_field(name, &value);
            prop_assert_eq!(simulator::check_field(name, &fitted), None, "{} {:?}", name, &fitted);
            prop_assert_eq!(fit::fit_field(name, &fitted), fitted.clone(), "{}", name);
        }
    }

    #[test]
    fn a_value_that_is_short_and_clean_stays_as_it_is(value in "[一-龥a-z0-9，。]{1,20}") {
        prop_assert_eq!(fit::fit_thing(&value), value);
    }

    #[test]
    fn a_cut_value_is_the_beginning_and_as_long_as_it_may_be(value in "[一-龥]{21,200}") {
        let fitted = fit::fit_thing(&value);
        prop_assert_eq!(fitted.chars().count(), 20);
        prop_assert!(value.starts_with(fitted.trim_end_matches('…')));
    }

    #[test]
    fn a_text_cut_by_bytes_never_splits_a_character(value in nasty(), most in 3_usize..300) {
        let fitted = fit::fit_bytes(&value, most);
        prop_assert!(!fitted.is_empty() && fitted.len() <= most, "{:?}", fitted);
    }

    #[test]
    fn every_moment_is_written_as_the_template_wants_it(seconds in 0_i64..4_000_000_000) {
        let at = Timestamp::from_timestamp(seconds, 0).unwrap();
        prop_assert_eq!(simulator::check_field("time1", &fit::fit_time(at)), None);
        prop_assert_eq!(simulator::check_field("date1", &fit::fit_date(at)), None);
    }
}

#[test]
fn times_are_written_in_beijing() {
    let at: Timestamp = "2019-10-01T16:01:59Z".parse().unwrap();
    assert_eq!(fit::fit_time(at), "2019年10月2日 00:01");
    assert_eq!(fit::fit_date(at), "2019年10月2日");
}

#[test]
fn what_cannot_be_said_is_said_to_be_nothing() {
    assert_eq!(fit::fit_thing(" \n\u{0}"), "无");
    assert_eq!(fit::fit_phrase("abc"), "无");
    assert_eq!(fit::fit_number("没有"), "0");
    assert_eq!(fit::fit_character_string("编号"), "-");
    assert_eq!(fit::fit_name("Alexander the Great King"), "Alexander the Great");
    assert_eq!(fit::fit_name("欧阳A先生女士们大家好吗"), "欧阳A先生女士们大家");
}
