//! What the names of many units must be like, as somebody pastes them, and who acts for which. Pure.

use super::model::Unit;
use crate::account::Actor;
use crate::committee::rules::name;
use crate::error::Refusal;
use crate::fields::filled;
use crate::permission::{Permission, ScopeKind};

/// The most units that are added at once.
const MOST: usize = 300;

/// The names that are new among the units, out of a text with one a line.
///
/// # Errors
/// There is none, there are too many, or one of them is no name.
pub fn new_names<'a>(text: &'a str, units: &[Unit]) -> Result<Vec<&'a str>, Refusal> {
    let mut names = names(text);
    if names.is_empty() {
        return Err(Refusal::new("form-missing"));
    }
    if names.len() > MOST {
        return Err(Refusal::new("unit-too-many").with("most", MOST));
    }
    for written in &names {
        name(written, &[])?;
    }
    names.retain(|name| units.iter().all(|unit| unit.name != *name));
    Ok(names)
}

/// The names that were pasted, one a line, each once.
fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in text.lines().filter_map(filled) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The units for which an actor may do something: those that name their account, where they may it everywhere, and those
/// within which they may it.
#[must_use]
pub fn acted_for(actor: &Actor, permission: Permission, naming: &[i64]) -> Vec<i64> {
    let mut units: Vec<_> = actor.parts_where(ScopeKind::Unit, permission).collect();
    if actor.may(permission) {
        units.extend(naming);
    }
    units.sort_unstable();
    units.dedup();
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_names_stand_once_each() {
        assert_eq!(names(" 县教育局\n\n县水利局 \r\n县教育局\n"), ["县教育局", "县水利局"]);
    }
}
