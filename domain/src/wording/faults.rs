//! What is wrong with a calendar or a profile, in Chinese; the English words stand with the faults themselves.

use super::stage;
use crate::calendar::CalendarFault;
use crate::notice::Language;
use crate::sla::profile::ProfileFault;

/// What is wrong with a calendar, as an administrator would say it.
#[must_use]
pub fn calendar_fault(fault: &CalendarFault) -> String {
    use CalendarFault as F;
    match fault {
        F::NoOpeningHours { code } => format!("日历 {code} 没有任何办公时间"),
        F::NoOpeningWithinTenYears { code, after } => {
            format!("日历 {code} 在 {after} 之后十年内没有办公时间")
        }
        F::OutsideRange { code, first, last } => {
            format!("超出日历 {code} 的适用年份（{first} 至 {last} 年）")
        }
        F::BadYears { first, last } => format!("无法计算 {first} 至 {last} 年"),
        F::BadInterval { from, to } => {
            format!("时段 {from}–{to} 为空、首尾颠倒，或者与当天其他时段重叠")
        }
        F::BadClosure { name } => format!("停工停业“{name}”的结束时间不晚于开始时间"),
        F::BadNotice(text) => format!("放假通知有误（{text}）"),
        F::NoVersions => "日历至少要有一个版本".to_owned(),
        F::MixedVersions { code, version } => {
            format!("第 {version} 版与日历 {code} 最早的版本代码或时区不同")
        }
        F::TooMany { what, limit } => {
            let what = match *what {
                "seasons" => "作息季节",
                "claims" => "适用范围",
                "closures" => "停工停业",
                "days" => "单日调整",
                other => other,
            };
            format!("一个日历最多 {limit} 项{what}")
        }
        F::BadName { name } => format!("名称“{name}”须为 1 至 60 个字的一行文字"),
        F::BadCode { text } => {
            format!("代码“{text}”只能由小写字母、数字、_ 和 - 组成，最多 40 位；县区代码为六位数字")
        }
        F::BadDay { date } => format!("{date} 不在 2000 至 2050 年之内，或者放假日写了办公时间"),
        F::BadSeason { from, to } => format!("季节 {from} 至 {to} 没有选星期几，或者重复选择"),
        F::ClosureTooLong { name } => format!("停工停业“{name}”超过 366 天"),
        F::SameClosure { key } => format!("停工停业 {key} 已经存在"),
        F::NoSuchClosure { key } => format!("没有停工停业 {key}"),
        F::NotWithinClosure { key } => {
            format!("所填时间不在停工停业 {key} 期间；请撤销它，或者保持不变")
        }
        F::NoSuchDay { date } => format!("{date} 本来就是平常的日子"),
        F::NeedsDate => "请填写生效日期".to_owned(),
        F::TouchesEarlier { day, effective_from } => {
            format!("改动涉及 {day}，但该版本从 {effective_from} 起才生效")
        }
        F::CarriesBack { day, hours_from } => format!(
            "{day} 的作息或下班后规则会随之改变，而它们原定 {hours_from} 才开始；请把两项一起设定"
        ),
    }
}

/// What is wrong with a profile.
#[must_use]
pub fn profile_fault(fault: &ProfileFault) -> String {
    use ProfileFault as F;
    let named = |one| stage(Language::Chinese, one);
    match fault {
        F::BadForm(text) => format!("格式有误（{text}）"),
        F::BadCode(_, text) => {
            format!("代码“{text}”只能由小写字母、数字、_ 和 - 组成，最多 40 位")
        }
        F::BadName(_, name) => format!("名称“{name}”须为 1 至 60 个字"),
        F::NoClock(_, one) => format!("缺少“{}”的时限", named(*one)),
        F::TwoClocks(_, one) => format!("“{}”有两个时限", named(*one)),
        F::TooManyRungs(_) => "督办阶梯最多 30 级".to_owned(),
        F::BadRungKey(_, key) => format!("阶梯“{key}”的名称须为 1 至 40 个字符"),
        F::TwoRungs(_, key) => format!("阶梯中有两级都叫 {key}"),
        F::CardWithoutColour(_, key) => {
            format!("阶梯 {key}：发牌须选颜色，选了颜色的动作必须是发牌")
        }
        F::NoRecipients(_, key) => format!("阶梯 {key} 没有通知对象"),
        F::OutOfOrder(_, key) => format!("阶梯 {key} 排在比它更晚触发的一级之后"),
        F::DoesNotFollow(_, version) => format!("第 {version} 版不是下一个版本"),
        F::BeforePredecessor(_) => "生效日期早于它所接续的版本".to_owned(),
        F::SetByLaw(_) => "环节时限、延期和适用范围由法律规定，不能手工修改".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_in_chinese_with_its_names() {
        let fault = CalendarFault::BadInterval { from: "14:00".into(), to: "12:00".into() };
        assert!(calendar_fault(&fault).contains("14:00–12:00"));
        let fault = ProfileFault::NoClock("normal".into(), crate::sla::profile::Stage::Resolve);
        assert_eq!(profile_fault(&fault), "缺少“办结”的时限");
    }
}
