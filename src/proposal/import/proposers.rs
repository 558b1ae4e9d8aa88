//! Who proposes, as a table says it: members by their keys where the roster has each name once, and all others by name.

use std::collections::HashMap;

use crate::error::Refusal;
use crate::member::rules::{Named, names, told_of};
use crate::proposal::model::words::LONGEST_LINE;
use crate::proposal::rules::Kind;
use crate::proposal::writing::rules::MOST_SIGNERS;

/// The most characters of a cell with names.
pub const LONGEST_NAMES: usize = MOST_SIGNERS * 20;

/// The members of each name.
pub type Members = HashMap<String, Vec<i64>>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposers {
    pub kind: Kind,
    /// The name of the first.
    pub name: String,
    pub first: Option<i64>,
    pub cosigners: Vec<i64>,
    /// All of them by name, where not each is a member: what the proposal shows.
    pub body: Option<String>,
    /// Persons whom the roster has not, or has several times.
    pub unlisted: Vec<String>,
    pub namesakes: Vec<String>,
    /// How many there were, where fewer are named.
    pub told: Option<i64>,
}

impl Proposers {
    /// Those in the cells of the first and of the others; none: nobody is named.
    ///
    /// # Errors
    /// They are too many, or a name is too long.
    pub fn of(first: &str, others: &str, members: &Members) -> Result<Option<Self>, Refusal> {
        let known = |name: &str| members.contains_key(name);
        let mut all = names(first, known);
        for one in names(others, known) {
            if all.iter().all(|other| other.name != one.name) {
                all.push(one);
            }
        }
        if all.len() > MOST_SIGNERS + 1 {
            return Err(Refusal::new("writing-too-many").with("most", MOST_SIGNERS));
        }
        if all.iter().any(|one| one.written.chars().count() > LONGEST_LINE) {
            return Err(Refusal::new("form-too-long").with("most", LONGEST_LINE));
        }
        let told =
            told_of(first).or_else(|| told_of(others)).filter(|told| i64::try_from(all.len()).is_ok_and(|n| *told > n));
        Ok(Self::among(members, &all).map(|found| Self { told, ..found }))
    }

    fn among(members: &Members, all: &[Named]) -> Option<Self> {
        let head = all.first()?;
        let kind = if members.contains_key(&head.name) { Kind::Member } else { kind(&head.name) };
        let mut found = Self {
            kind,
            name: head.name.clone(),
            first: None,
            cosigners: Vec::new(),
            body: None,
            unlisted: Vec::new(),
            namesakes: Vec::new(),
            told: None,
        };
        for (n, one) in all.iter().enumerate() {
            match members.get(&one.name).map(Vec::as_slice) {
                Some([only]) if n == 0 => found.first = Some(*only),
                Some([only]) if !kind.collective() => found.cosigners.push(*only),
                Some([_]) => {}
                Some(_) => found.namesakes.push(one.name.clone()),
                None if self::kind(&one.name) == Kind::Member => found.unlisted.push(one.name.clone()),
                None => {}
            }
        }
        let listed = usize::from(found.first.is_some()) + found.cosigners.len();
        let shown = |one: &Named| if members.contains_key(&one.name) { one.name.clone() } else { one.written.clone() };
        found.body = (listed < all.len()).then(|| all.iter().map(shown).collect::<Vec<_>>().join("、"));
        Some(found)
    }

    /// What is to be said of them.
    #[must_use]
    pub fn notes(&self) -> Vec<Refusal> {
        let of = |key, names: &[String]| (!names.is_empty()).then(|| Refusal::new(key).with("names", names.join("、")));
        let told = self.told.map(|told| Refusal::new("proposalin-others-unnamed").with("n", told));
        let both = [of("proposalin-unlisted", &self.unlisted), of("proposalin-namesakes", &self.namesakes), told];
        both.into_iter().flatten().collect()
    }
}

/// What a proposer that is no member of the roster is, by how its name ends.
fn kind(name: &str) -> Kind {
    const PARTIES: &[&str] =
        &["民革", "民盟", "民建", "民进", "农工党", "农工民主党", "致公党", "九三学社", "台盟", "中共"];
    const BODIES: &[&str] =
        &["工会", "共青团", "团县委", "妇联", "工商联", "科协", "侨联", "台联", "青联", "文联", "联合会"];
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    match name {
        _ if has(PARTIES) => Kind::Party,
        _ if has(BODIES) => Kind::Organisation,
        _ if name.ends_with('界') => Kind::Sector,
        _ if name.ends_with('组') => Kind::Group,
        _ if name.ends_with("委员会") || name.ends_with('委') => Kind::SpecialCommittee,
        _ => Kind::Member,
    }
}
