//! Which file takes a name from which other: read out of the paths in the code, each followed through `pub use` to the
//! file where the name stands. Rough, as far as this code is written: macros and `include!` are not followed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::sources::sources;

/// The steps from the crate to a module.
type Module = Vec<String>;

/// For each file the files that it takes names from, with one of the names.
pub type Imports = BTreeMap<String, BTreeMap<String, String>>;

/// All of them, read once.
pub static IMPORTS: LazyLock<Imports> = LazyLock::new(imports);

/// Comments, and what stands between quotation marks.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"//[^\n]*|'(?:\\.|[^'\\])'|"(?:\\.|[^"\\])*""#).unwrap());
static INLINE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?ms)^(?:pub(?:\([^)]*\))? )?mod \w+ \{\n(.*?)^\}").unwrap());
static USE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)\b(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);").unwrap());
static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b\w+(?:::\w+)+").unwrap());

/// A path that a text names, what it is called there, and whether it is lent on by `pub use`.
struct Used {
    path: Vec<String>,
    name: String,
    lent: bool,
}

/// The files of the program by module, and what a module lends that stands elsewhere.
struct Tree {
    files: BTreeMap<Module, String>,
    lent: BTreeMap<Module, Vec<(String, Vec<String>)>>,
}

fn module(path: &str) -> Module {
    let steps = path.trim_start_matches("src/").trim_end_matches(".rs").split('/');
    steps.filter(|step| !["mod", "lib"].contains(step)).map(str::to_owned).collect()
}

/// The inline modules of a file, and the rest of it.
fn inline(code: &str) -> (String, Vec<String>) {
    let within = INLINE.captures_iter(code).map(|found| found[1].to_owned()).collect();
    (INLINE.replace_all(code, "").into_owned(), within)
}

/// What a tree of `use` names: `a::{b, c as d}` is `a::b` and `a::c`.
fn spread(tree: &str) -> Vec<(Vec<String>, String)> {
    let Some(open) = tree.find('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree));
        let path: Vec<_> = path.trim().split("::").map(str::to_owned).collect();
        let name = name.rsplit("::").next().unwrap().trim().to_owned();
        return vec![(path, name)];
    };
    let before: Vec<_> = tree[..open].split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for sign in tree[open + 1..tree.rfind('}').unwrap()].chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(sign);
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    let all = parts.flat_map(spread).map(|(path, name)| {
        let own = path.last().is_some_and(|last| last == "self");
        let whole: Vec<_> = before.iter().cloned().chain(path.into_iter().filter(|step| step != "self")).collect();
        let name = if own && name == "self" { whole.last().unwrap().clone() } else { name };
        (whole, name)
    });
    all.collect()
}

fn used(code: &str) -> Vec<Used> {
    let mut all = Vec::new();
    for found in USE.captures_iter(code) {
        let tree = found[2].split_whitespace().collect::<Vec<_>>().join(" ");
        let lent = found.get(1).is_some();
        all.extend(spread(&tree).into_iter().map(|(path, name)| Used { path, name, lent }));
    }
    all
}

impl Tree {
    /// A path as it is from the crate on; none: it leads out of it. `inner`: it stands in an inline module.
    fn whole(
        &self,
        at: &Module,
        inner: bool,
        names: &BTreeMap<String, Vec<String>>,
        path: &[String],
    ) -> Option<Module> {
        let mut base = at.clone();
        if inner {
            base.push("inline".to_owned());
        }
        let above = path.iter().take_while(|step| *step == "super").count();
        match path[0].as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "self" => return Some(base.into_iter().chain(path[1..].iter().cloned()).collect()),
            "super" => {
                base.truncate(base.len().saturating_sub(above));
                return Some(base.into_iter().chain(path[above..].iter().cloned()).collect());
            }
            first => {
                if let Some(known) = names.get(first) {
                    return Some(known.iter().chain(&path[1..]).cloned().collect());
                }
            }
        }
        base.push(path[0].clone());
        self.files.contains_key(&base).then(|| base.into_iter().chain(path[1..].iter().cloned()).collect())
    }

    /// The file where the thing stands to which a path leads; none: it leads to a module.
    fn holder(&self, path: &[String], depth: u8) -> Option<&String> {
        let known = (0..path.len()).take_while(|n| self.files.contains_key(&path[..=*n])).count();
        let item = path.get(known)?;
        let lent = self.lent.get(&path[..known]).into_iter().flatten();
        let mut lent = lent.filter(|(name, other)| name == item && other[..] != path[..=known]);
        match lent.next() {
            Some((_, other)) if depth > 0 => {
                let on: Vec<_> = other.iter().chain(&path[known + 1..]).cloned().collect();
                self.holder(&on, depth - 1)
            }
            Some(_) => None,
            None => self.files.get(&path[..known]),
        }
    }
}

fn imports() -> Imports {
    let sources = sources("src", &["rs"]);
    let sources: Vec<_> =
        sources.iter().filter(|source| !source.code().is_empty() && source.path != "src/main.rs").collect();
    let mut tree = Tree { files: BTreeMap::new(), lent: BTreeMap::new() };
    tree.files = sources.iter().map(|source| (module(&source.path), source.path.clone())).collect();
    let codes: Vec<_> =
        sources.iter().map(|source| (module(&source.path), inline(&ASIDE.replace_all(source.code(), "")))).collect();
    let mut names = BTreeMap::new();
    for (at, (code, _)) in &codes {
        let whole = |one: Used| Some((one.name, tree.whole(at, false, &BTreeMap::new(), &one.path)?, one.lent));
        let known: Vec<_> = used(code).into_iter().filter_map(whole).collect();
        let lent = known.iter().filter(|(.., lent)| *lent).map(|(name, path, _)| (name.clone(), path.clone()));
        let lent: Vec<_> = lent.collect();
        tree.lent.insert(at.clone(), lent);
        names.insert(at.clone(), known.into_iter().map(|(name, path, _)| (name, path)).collect::<BTreeMap<_, _>>());
    }
    let mut imports = Imports::new();
    for (at, (code, within)) in &codes {
        let own = imports.entry(tree.files[at].clone()).or_default();
        take(&tree, (at, false), &names[at], code, own);
        for code in within {
            let whole = |one: Used| Some((one.name, tree.whole(at, true, &BTreeMap::new(), &one.path)?));
            let names: BTreeMap<_, _> = used(code).into_iter().filter_map(whole).collect();
            take(&tree, (at, true), &names, code, own);
        }
        own.remove(&tree.files[at]);
    }
    imports
}

/// Notes the files that a text takes names from.
fn take(
    tree: &Tree,
    (at, inner): (&Module, bool),
    names: &BTreeMap<String, Vec<String>>,
    code: &str,
    into: &mut BTreeMap<String, String>,
) {
    let plain = USE.replace_all(code, "");
    let mut paths: Vec<_> = used(code).into_iter().filter(|one| !one.lent).map(|one| one.path).collect();
    paths.extend(PATH.find_iter(&plain).map(|found| found.as_str().split("::").map(str::to_owned).collect()));
    for path in paths {
        let whole = tree.whole(at, inner, names, &path);
        if let Some(file) = whole.and_then(|whole| tree.holder(&whole, 8).cloned()) {
            into.entry(file).or_insert_with(|| path.join("::"));
        }
    }
}

/// The circles of files: each a set of files of which every one leads to every other.
pub fn circles(imports: &Imports) -> Vec<BTreeSet<&str>> {
    let reach: BTreeMap<_, _> = imports.keys().map(|file| (file.as_str(), reached(imports, file))).collect();
    let mut circles = BTreeSet::new();
    for (file, from) in &reach {
        if from.contains(file) {
            circles.insert(from.iter().copied().filter(|other| reach[other].contains(file)).collect::<BTreeSet<_>>());
        }
    }
    circles.into_iter().collect()
}

fn reached<'a>(imports: &'a Imports, from: &str) -> BTreeSet<&'a str> {
    let (mut all, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(file) = open.pop() {
        for other in imports.get(file).into_iter().flat_map(BTreeMap::keys) {
            if all.insert(other.as_str()) {
                open.push(other);
            }
        }
    }
    all
}

#[test]
fn a_path_is_followed_to_the_file_where_its_name_stands() {
    let tree = spread("crate::a::{self, b::C, d::{E as F, g}}");
    let told: Vec<_> = tree.iter().map(|(path, name)| format!("{} {name}", path.join("::"))).collect();
    assert_eq!(told, ["crate::a a", "crate::a::b::C C", "crate::a::d::E F", "crate::a::d::g g"]);
    let of = |file: &str| IMPORTS[file].keys().map(String::as_str).collect::<Vec<_>>();
    assert!(of("src/meeting/here.rs").contains(&"src/meeting/title.rs"));
    assert!(of("src/meeting/pages/show.rs").contains(&"src/meeting/poll/pages/part.rs"), "through two `pub use`");
}
