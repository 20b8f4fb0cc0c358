//! What a subscription-message field takes, as the provider documents it. Written apart from the
//! sender's own cutting, so that the two check each other.

/// `None` when the value is good; otherwise the provider's words behind 47003.
#[must_use]
pub fn check_field(name: &str, value: &str) -> Option<String> {
    if value.trim().is_empty() {
        return Some(format!("argument invalid! data.{name}.value is empty"));
    }
    let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = kind.len() < name.len();
    let plain = !value.chars().any(char::is_control);
    let good = numbered && plain && fits(kind, value);
    (!good).then(|| format!("argument invalid! data.{name}.value invalid"))
}

fn fits(kind: &str, value: &str) -> bool {
    let count = value.chars().count();
    let all = |f: fn(char) -> bool| value.chars().all(f);
    match kind {
        "thing" => count <= 20,
        "number" => count <= 32 && value.parse::<f64>().is_ok() && all(|c| !c.is_alphabetic()),
        "letter" => count <= 32 && all(|c| c.is_ascii_alphabetic()),
        "character_string" => count <= 32 && all(|c| c.is_ascii_graphic()),
        "symbol" => count <= 5 && all(|c| !c.is_alphanumeric()),
        "time" => range(value, is_time),
        "date" => range(value, is_date),
        "amount" => is_amount(value),
        "phone_number" => count <= 17 && all(|c| c.is_ascii_digit() || c.is_ascii_punctuation()),
        "car_number" => count <= 8 && is_plate(value),
        "name" => {
            let most = if value.is_ascii() { 20 } else { 10 };
            count <= most
        }
        "phrase" => count <= 5 && all(is_han),
        "enum" | "const" => count <= 64,
        _ => false,
    }
}

fn is_han(c: char) -> bool {
    let code = c as u32;
    code == 0x3007
        || (0x3400..=0x9fff).contains(&code)
        || (0xf900..=0xfaff).contains(&code)
        || (0x20000..=0x323af).contains(&code)
}

/// One value, or two with `~` between.
fn range(value: &str, one: fn(&str) -> bool) -> bool {
    match value.split_once('~') {
        Some((from, to)) => one(from.trim()) && one(to.trim()),
        None => one(value),
    }
}

/// `15:01` or `2019年10月1日 15:01`.
fn is_time(value: &str) -> bool {
    match value.split_once(' ') {
        Some((day, clock)) => is_day(day) && is_clock(clock),
        None => is_clock(value),
    }
}

/// `2019年10月1日`, with or without a time.
fn is_date(value: &str) -> bool {
    match value.split_once(' ') {
        Some((day, clock)) => is_day(day) && is_clock(clock),
        None => is_day(value),
    }
}

fn is_clock(value: &str) -> bool {
    let Some((hour, minute)) = value.split_once(':') else { return false };
    within(hour, 0, 23) && minute.len() == 2 && within(minute, 0, 59)
}

fn is_day(value: &str) -> bool {
    let Some((year, rest)) = value.split_once('年') else { return false };
    let Some((month, day)) = rest.split_once('月') else { return false };
    let Some(day) = day.strip_suffix('日') else { return false };
    year.len() == 4 && within(year, 1, 9999) && within(month, 1, 12) && within(day, 1, 31)
}

fn within(digits: &str, low: u32, high: u32) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.parse().is_ok_and(|n: u32| (low..=high).contains(&n))
}

/// One currency sign, at most ten digits with decimals, 元 at will.
fn is_amount(value: &str) -> bool {
    let value = value.strip_suffix('元').unwrap_or(value);
    let value = value.strip_prefix(['¥', '￥', '$', '€', '£']).unwrap_or(value);
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(part) && whole.len() <= 10
}

/// Han only at the two ends.
fn is_plate(value: &str) -> bool {
    let last = value.chars().count() - 1;
    value
        .chars()
        .enumerate()
        .all(|(i, c)| c.is_ascii_alphanumeric() || (is_han(c) && (i == 0 || i == last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_examples_are_taken_and_the_next_longer_ones_refused() {
        let good = [
            ("thing1", "一二三四五六七八九十一二三四五六七八九十"),
            ("time2", "15:01"),
            ("time2", "2019年10月1日 15:01"),
            ("time2", "2019年10月1日 15:01~2019年10月1日 16:01"),
            ("date3", "2019年10月1日"),
            ("amount4", "¥100.00元"),
            ("phone_number5", "+86-0766-66888866"),
            ("car_number6", "粤A8Z888挂"),
            ("name7", "张三"),
            ("phrase8", "配送中"),
            ("character_string9", "No.2019-A/1"),
            ("number10", "-1.5"),
            ("symbol11", "!?"),
        ];
        for (name, value) in good {
            assert_eq!(check_field(name, value), None, "{name} {value}");
        }
        let bad = [
            ("thing1", "一二三四五六七八九十一二三四五六七八九十一"),
            ("thing1", "一\n二"),
            ("thing", "no number"),
            ("time2", "2019-10-01"),
            ("time2", "24:00"),
            ("date3", "2019年13月1日"),
            ("amount4", "12345678901"),
            ("phrase8", "配送中abc"),
            ("phrase8", "一二三四五六"),
            ("character_string9", "中"),
            ("number10", "1e5"),
            ("number10", "infinity"),
            ("car_number6", "粤粤888888"),
            ("odd12", "x"),
        ];
        for (name, value) in bad {
            assert!(check_field(name, value).is_some(), "{name} {value}");
        }
        let words = check_field("thing14", "").unwrap();
        assert_eq!(words, "argument invalid! data.thing14.value is empty");
    }
}
