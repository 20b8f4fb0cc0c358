//! The decision.

use std::collections::BTreeSet;

use super::catalogue::{Effect, Rule};
use super::compiled::{CompiledCatalogue, Points, number, points};
use super::evidence::{Scores, Signals, hold, note, share, signals, speaks, text_evidence};
use super::normalise::normalise;
use super::types::{Candidate, Decision, Reason, RoutingInput};
use super::{MAX_CANDIDATES, catalogue::When};
use crate::city::{Category, DepartmentKind};

/// A decision in the making.
struct Draft<'a> {
    compiled: &'a CompiledCatalogue,
    input: &'a RoutingInput,
    category: Option<&'a Category>,
    scores: Scores,
    excluded: BTreeSet<usize>,
    reasons: Vec<Reason>,
    decline: Option<String>,
}

impl CompiledCatalogue {
    /// Decides who gets an appeal. Pure and deterministic: the same input and catalogue give the same
    /// decision, on every machine.
    #[must_use]
    pub fn decide(&self, input: &RoutingInput) -> Decision {
        let (title, content) = (normalise(&input.title), normalise(&input.content));
        let category = self.category(&input.category);
        let own = category
            .filter(|c| c.impartial)
            .and_then(|c| self.department_index(c.department.as_ref()?));
        let found = signals(self, &title, &content);
        let mut draft = Draft {
            compiled: self,
            input,
            category,
            scores: text_evidence(self, &title, &content, own),
            excluded: BTreeSet::new(),
            reasons: Vec::new(),
            decline: None,
        };
        draft.check_codes();
        draft.avoid_conflicts(&found);
        draft.apply_rules(&found);
        draft.check_contradiction();
        draft.weigh_category();
        draft.weigh_chain();
        draft.conclude()
    }
}

impl Draft<'_> {
    fn check_codes(&mut self) {
        let catalogue = &self.compiled.catalogue;
        let input = self.input;
        let chain = input.chain.as_ref().filter(|x| catalogue.chains.iter().all(|c| c.code != **x));
        let county =
            input.county.as_ref().filter(|x| catalogue.counties.iter().all(|c| c.code != **x));
        let category = self.category.is_none().then_some(&input.category);
        let unknown = [
            ("类别", "category", category),
            ("产业链", "chain", chain),
            ("县市区", "county", county),
        ];
        for (zh, en, _) in unknown.into_iter().filter(|u| u.2.is_some()) {
            self.reasons.push(note(
                "unknown_code",
                format!("派单目录中没有所填{zh}，未作依据"),
                format!("The catalogue does not know the {en}; it was not used"),
            ));
        }
    }

    /// A department never receives an appeal about itself, nor does one it leads or is led by.
    fn avoid_conflicts(&mut self, found: &Signals) {
        const RULE: &str = "conflict_of_interest";
        let impartial = self.category.is_some_and(|c| c.impartial);
        if let Some(code) = &self.input.about_department {
            let known = self.compiled.department_index(code);
            let (zh, en) = match known {
                Some(at) => {
                    self.exclude(at);
                    (
                        "诉求反映的是该部门自身的问题，不派给该部门",
                        "The appeal is about this department, which does not receive it",
                    )
                }
                None => (
                    "无法识别被反映的部门，须人工回避",
                    "The department complained about is not known; a human avoids the conflict",
                ),
            };
            let reason = if impartial && known.is_some() {
                note(RULE, zh.to_owned(), en.to_owned())
            } else {
                hold(RULE, zh.to_owned(), en.to_owned())
            };
            self.reasons.push(reason);
        }
        for (at, words) in &found.complaints {
            self.exclude(*at);
            let name = &self.compiled.catalogue.departments[*at].short_name;
            let reason = hold(
                RULE,
                format!("文中似在投诉{name}，由人工判断并回避"),
                "The text seems to complain about a department; a human avoids the conflict"
                    .to_owned(),
            );
            self.reasons.push(Reason { words: words.clone(), ..reason });
        }
    }

    fn exclude(&mut self, at: usize) {
        let all = &self.compiled.catalogue.departments;
        let Some(about) = all.get(at) else { return };
        let related = all.iter().enumerate().filter(|(_, d)| {
            d.code == about.code
                || d.parent.as_ref() == Some(&about.code)
                || about.parent.as_ref() == Some(&d.code)
        });
        self.excluded.extend(related.map(|(i, _)| i));
    }

    fn apply_rules(&mut self, found: &Signals) {
        for (at, rule) in self.compiled.rules().iter().enumerate() {
            let words = found.rules.get(&at);
            if (!rule.when.words.is_empty() && words.is_none()) || !self.met(&rule.when) {
                continue;
            }
            let words = words.cloned().unwrap_or_default();
            self.apply(rule, words);
        }
    }

    fn met(&self, when: &When) -> bool {
        let one_of = |list: &[String], code: Option<&String>| {
            list.is_empty() || code.is_some_and(|c| list.contains(c))
        };
        one_of(&when.categories, Some(&self.input.category))
            && one_of(&when.chains, self.input.chain.as_ref())
            && one_of(&when.counties, self.input.county.as_ref())
    }

    fn apply(&mut self, rule: &Rule, words: Vec<super::types::Evidence>) {
        let (zh, en) = (rule.zh.clone(), rule.en.clone());
        match &rule.effect {
            Effect::Favour { department, weight } => {
                let reason = speaks(&rule.code, zh, en, points(*weight));
                self.favour(department, Reason { words, ..reason });
            }
            Effect::Desk { decline } => {
                self.decline = self.decline.take().or_else(|| decline.clone());
                self.reasons.push(Reason { words, ..hold(&rule.code, zh, en) });
            }
            Effect::Note => self.reasons.push(Reason { words, ..note(&rule.code, zh, en) }),
        }
    }

    fn favour(&mut self, code: &str, reason: Reason) {
        if let Some(at) = self.compiled.department_index(code) {
            self.scores.entry(at).or_default().add(reason);
        }
    }

    /// The firm's choice is strong, but the text may speak clearly against it.
    fn check_contradiction(&mut self) {
        let settings = &self.compiled.catalogue.settings;
        let Some(category) = self.category else { return };
        let meant: BTreeSet<usize> = category
            .department
            .iter()
            .chain(&category.also)
            .filter_map(|d| self.compiled.department_index(d))
            .collect();
        // A choice that says less than a contradiction would is not worth contradicting.
        if meant.is_empty() || category.prior < settings.contradiction {
            return;
        }
        let best = |inside: bool| {
            let of = self.scores.iter().filter(|(at, _)| meant.contains(at) == inside);
            of.filter(|(at, _)| inside || !self.excluded.contains(at))
                .map(|(_, s)| s.text)
                .max()
                .unwrap_or(0)
        };
        let (own, other) = (best(true), best(false));
        // Where the department is impartial, the text naturally speaks of others.
        let outweighed = if category.impartial {
            own == 0
        } else {
            number(other) >= settings.contradiction_ratio * number(own)
        };
        if other >= points(settings.contradiction).max(1) && outweighed {
            self.reasons.push(hold(
                "contradiction",
                format!(
                    "所选类别与文字内容不一致（文字证据：他部门{}，本类别{}）",
                    number(other),
                    number(own)
                ),
                format!(
                    "The text contradicts the category (text evidence: another department {}, the \
                     category's {})",
                    number(other),
                    number(own)
                ),
            ));
        }
    }

    fn weigh_category(&mut self) {
        let Some(category) = self.category else { return };
        let prior = points(category.prior);
        let (zh, en) = (&category.name_zh, &category.name_en);
        if let Some(code) = category.department.as_ref().filter(|_| prior > 0) {
            let why = speaks(
                "category",
                format!("所选类别“{zh}”由该部门牵头"),
                format!("It is in charge of the chosen category \"{en}\""),
                prior,
            );
            self.favour(code, why);
        }
        let side = if category.department.is_some() { prior / 2 } else { prior };
        for code in category.also.iter().filter(|_| side > 0) {
            let why = speaks(
                "category_also",
                format!("所选类别“{zh}”也可能由该部门办理"),
                format!("It may also handle the chosen category \"{en}\""),
                side,
            );
            self.favour(code, why);
        }
    }

    fn weigh_chain(&mut self) {
        let catalogue = &self.compiled.catalogue;
        let weight = points(catalogue.settings.weights.chain);
        if weight == 0 || !catalogue.settings.chain_categories.contains(&self.input.category) {
            return;
        }
        let Some(code) = &self.input.chain else { return };
        if let Some(chain) = catalogue.chains.iter().find(|c| c.code == *code) {
            let why = speaks(
                "chain",
                format!("该部门是{}的牵头部门", chain.name),
                "It leads the firm's industry chain".to_owned(),
                weight,
            );
            self.favour(&chain.lead_department, why);
        }
    }

    fn conclude(mut self) -> Decision {
        let all = &self.compiled.catalogue.departments;
        let mut ranked: Vec<_> = std::mem::take(&mut self.scores)
            .into_iter()
            .filter(|(at, s)| s.total > 0 && !self.excluded.contains(at))
            .filter_map(|(at, s)| all.get(at).map(|d| (d, s)))
            .filter(|(d, _)| d.kind != DepartmentKind::Hub)
            .collect();
        ranked.sort_by(|a, b| b.1.total.cmp(&a.1.total).then_with(|| a.0.code.cmp(&b.0.code)));
        let first = ranked.first().map_or(0, |r| r.1.total);
        let second = ranked.get(1).map_or(0, |r| r.1.total);
        let whole = first + second + points(self.compiled.catalogue.settings.unknown);
        ranked.truncate(MAX_CANDIDATES);
        let candidate = |(d, s): (&crate::city::Department, super::evidence::Score)| Candidate {
            department: d.code.clone(),
            score: number(s.total),
            share: share(s.total, whole),
            reasons: s.reasons,
        };
        let candidates: Vec<_> = ranked.into_iter().map(candidate).collect();
        self.check_limits(&candidates, first, second, whole);
        self.check_named(&candidates);
        self.finish(candidates)
    }

    fn check_limits(&mut self, best: &[Candidate], first: Points, second: Points, whole: Points) {
        let settings = &self.compiled.catalogue.settings;
        if best.is_empty() {
            self.reasons.push(hold(
                "no_evidence",
                "没有任何依据指向某一部门".to_owned(),
                "Nothing speaks for any department".to_owned(),
            ));
            return;
        }
        let (confidence, margin) = (share(first, whole), share(first - second, whole));
        let sum = format!("{} + {} + {}", number(first), number(second), settings.unknown);
        if confidence < settings.threshold {
            let by = format!("{} / ({sum}) = {confidence} < {}", number(first), settings.threshold);
            self.reasons.push(hold(
                "low_confidence",
                format!("把握不足：{by}"),
                format!("Not sure enough: {by}"),
            ));
        }
        if margin < settings.margin {
            let by = format!(
                "({} − {}) / ({sum}) = {margin} < {}",
                number(first),
                number(second),
                settings.margin
            );
            self.reasons.push(hold(
                "narrow_margin",
                format!("前两名部门接近：{by}"),
                format!("The two best are close: {by}"),
            ));
        }
    }

    /// Where complaints are ruled on, a department that the text names may be their target.
    fn check_named(&mut self, candidates: &[Candidate]) {
        let named = |c: &Candidate| c.reasons.iter().any(|r| r.rule == "department_name");
        if self.category.is_some_and(|c| c.impartial) && candidates.first().is_some_and(named) {
            self.reasons.push(hold(
                "conflict_of_interest",
                "受理部门在文中被点名，可能是被反映对象，由人工判断".to_owned(),
                "The competent department is named in the text and may be its target; a human decides"
                    .to_owned(),
            ));
        }
    }

    fn finish(mut self, candidates: Vec<Candidate>) -> Decision {
        let automatic = !self.reasons.iter().any(|r| r.holds);
        let best = candidates.first();
        let confidence = best.map_or(0.0, |c| c.share);
        let department = best.filter(|_| automatic).map(|c| c.department.clone());
        let county = self.county(best.map(|c| c.department.as_str()));
        if automatic {
            let limit = self.compiled.catalogue.settings.threshold;
            self.reasons.push(note(
                "automatic",
                format!("自动派单：把握度{confidence}，不低于{limit}"),
                format!("Routed automatically: confidence {confidence} is at least {limit}"),
            ));
        }
        self.reasons.extend(best.iter().flat_map(|c| c.reasons.iter().cloned()));
        Decision {
            department,
            county,
            confidence,
            automatic,
            reasons: self.reasons,
            candidates,
            suggested_decline: self.decline,
            catalogue_version: self.compiled.catalogue.settings.version.clone(),
        }
    }

    /// County competence: the county's own bureau acts, where there is one.
    fn county(&mut self, best: Option<&str>) -> Option<String> {
        let catalogue = &self.compiled.catalogue;
        let department = catalogue.departments.get(self.compiled.department_index(best?)?)?;
        let code = self.input.county.as_ref()?;
        let county = catalogue.counties.iter().find(|c| c.code == *code)?;
        if department.kind != DepartmentKind::Both {
            return None;
        }
        self.reasons.push(note(
            "county",
            format!("属地办理：{}的{}", county.name, department.short_name),
            format!("Competent on the spot: the bureau of county {}", county.code),
        ));
        Some(county.code.clone())
    }
}
