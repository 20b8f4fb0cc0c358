//! Which appeals a profile or a calendar is for, and which one wins when several are.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What is known of an appeal when its profile and its calendar are chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts<'a> {
    /// Level, e.g. `normal`.
    pub level: &'a str,
    /// Category, e.g. `financing`.
    pub category: &'a str,
    /// Industry chain (产业链) of the firm.
    pub chain: Option<&'a str>,
    /// Division code of the county.
    pub county: Option<&'a str>,
}

/// One set of criteria: all that are given must hold. With none given it holds for every appeal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applies {
    /// Only appeals of this level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Only appeals of this category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Only firms of this industry chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<String>,
    /// Only firms of this county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
}

/// How strong a claim is: by the number of criteria, then county before chain before category before
/// level. Compared with `<`, the stronger claim is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Specificity {
    criteria: u8,
    county: bool,
    chain: bool,
    category: bool,
    level: bool,
}

impl Applies {
    /// Exactly the appeals of a level.
    #[must_use]
    pub fn to_level(level: &str) -> Self {
        Self { level: Some(level.to_owned()), ..Self::default() }
    }

    /// Whether all criteria hold.
    #[must_use]
    pub fn matches(&self, facts: &Facts<'_>) -> bool {
        let holds = |wanted: &Option<String>, is: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| is == Some(wanted))
        };
        holds(&self.level, Some(facts.level))
            && holds(&self.category, Some(facts.category))
            && holds(&self.chain, facts.chain)
            && holds(&self.county, facts.county)
    }

    /// How much it asks for.
    #[must_use]
    pub fn specificity(&self) -> Specificity {
        let given = [&self.county, &self.chain, &self.category, &self.level];
        let [county, chain, category, level] = given.map(Option::is_some);
        let criteria = [county, chain, category, level].map(u8::from).iter().sum();
        Specificity { criteria, county, chain, category, level }
    }

    /// A value that cannot be a code.
    pub(crate) fn bad_value(&self) -> Option<&str> {
        let given = [&self.level, &self.category, &self.chain, &self.county];
        let mut given = given.into_iter().filter_map(Option::as_deref);
        given.find(|value| !(1..=40).contains(&value.len()) || value.contains(char::is_whitespace))
    }

    /// The strongest of a list that matches.
    pub(crate) fn strongest(list: &[Self], facts: &Facts<'_>) -> Option<Specificity> {
        list.iter().filter(|applies| applies.matches(facts)).map(Self::specificity).max()
    }
}

/// Of every code the version with the highest number.
pub(crate) fn newest_of<'a, T: Borrow<V> + 'a, V: 'a>(
    all: impl Iterator<Item = &'a T>,
    name: impl Fn(&'a V) -> (&'a str, u32),
) -> impl Iterator<Item = &'a T> {
    let mut newest: BTreeMap<&str, (u32, &T)> = BTreeMap::new();
    for one in all {
        let (code, version) = name(one.borrow());
        if newest.get(code).is_none_or(|known| known.0 < version) {
            newest.insert(code, (version, one));
        }
    }
    newest.into_values().map(|(_, one)| one)
}

/// The one with the strongest claim; of equal claims the first.
pub(crate) fn strongest_of<T, C: Ord>(
    all: impl Iterator<Item = T>,
    claim: impl Fn(&T) -> Option<C>,
) -> Option<T> {
    let claims = all.filter_map(|one| claim(&one).map(|claim| (claim, one)));
    claims.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, one)| one)
}
