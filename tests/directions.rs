//! What each kind of file in the areas stands on, and that no file stands on one that stands on it.

use std::collections::BTreeSet;

use yizheng::areas::AREAS;

use crate::imports::{IMPORTS, circles};
use crate::sources::none;

/// What a file of each kind takes from within the areas. The row of a thing names its states, so a model takes from
/// rules; the rules take from the model what the row holds. Pages, and what puts parts together, take from all of these.
const BELOW: &[(&str, &[&str])] = &[
    ("model", &["model", "rules"]),
    ("rules", &["model", "rules"]),
    ("rows", &["model", "rules", "rows"]),
    ("store", &["model", "rules", "rows", "store"]),
    ("papers", &["model", "rules", "rows", "papers"]),
    ("here", &["model", "rules", "rows", "store", "here"]),
];

/// The other names that say of what kind a file is.
const ABOVE: &[&str] = &["pages", "awaits", "command", "mod"];

/// The steps of a file below its area; none: it is in no area.
fn steps(file: &str) -> Option<Vec<&str>> {
    let (area, rest) = file.strip_prefix("src/")?.split_once('/')?;
    let known = AREAS.iter().any(|one| one.name == area);
    known.then(|| rest.trim_end_matches(".rs").split('/').collect())
}

/// The kind of a file: the outermost of its steps that is one. None: a letter, a grammar, the name of a thing in words;
/// such a file stands where those stand that use it.
fn kind(file: &str) -> Option<&str> {
    let named = |step: &&str| ABOVE.contains(step) || BELOW.iter().any(|(name, _)| name == step);
    steps(file)?.into_iter().find(named)
}

/// The folder of an area's feature; none: the file belongs to the area itself.
fn feature(file: &str) -> Option<(&str, &str)> {
    let area = file.split('/').nth(1)?;
    let steps = steps(file)?;
    let own = steps.len() > 1 && !ABOVE.contains(&steps[0]) && BELOW.iter().all(|(name, _)| *name != steps[0]);
    own.then(|| (area, steps[0]))
}

/// The files of the areas that a file takes from, those of no kind looked through.
fn taken(file: &str) -> BTreeSet<&'static str> {
    let (mut all, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![file.to_owned()]);
    while let Some(file) = open.pop() {
        for other in IMPORTS[&file].keys().filter(|other| steps(other).is_some()) {
            if kind(other).is_some() {
                all.insert(other.as_str());
            } else if seen.insert(other.as_str()) {
                open.push(other.clone());
            }
        }
    }
    all
}

#[test]
fn each_kind_of_file_takes_only_from_those_below_it() {
    let mut faults = Vec::new();
    for file in IMPORTS.keys() {
        let Some((own, below)) = BELOW.iter().find(|(name, _)| kind(file) == Some(name)) else { continue };
        let above = taken(file).into_iter().filter(|other| !below.contains(&kind(other).unwrap_or_default()));
        faults.extend(above.map(|other| format!("{file} ({own}) takes from {other}")));
    }
    none(&faults);
}

#[test]
fn no_feature_takes_from_the_pages_of_another_or_of_its_area() {
    let mut faults = Vec::new();
    for (file, taken) in &*IMPORTS {
        let pages = taken.keys().filter(|other| kind(other) == Some("pages"));
        let foreign = pages.filter(|other| feature(file).is_some() && feature(other) != feature(file));
        faults.extend(foreign.map(|other| format!("{file} takes from {other}")));
    }
    none(&faults);
}

#[test]
fn no_file_stands_on_one_that_stands_on_it() {
    let mut imports = IMPORTS.clone();
    for (file, taken) in &mut imports {
        // What a folder is names the files in it: its routes, what it lends.
        if let Some(folder) = file.strip_suffix("mod.rs") {
            taken.retain(|other, _| !other.starts_with(folder));
        }
    }
    let told = |circle: BTreeSet<&str>| format!("in a circle: {}", circle.into_iter().collect::<Vec<_>>().join(", "));
    none(&circles(&imports).into_iter().map(told).collect::<Vec<_>>());
}
