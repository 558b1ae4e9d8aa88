//! The repository's own files, read by the tests that look at how it is written.

use std::path::Path;

/// A file: its path under the repository and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// The part of the program it is in: the first step under `src/`.
    pub fn part(&self) -> &str {
        let rest = self.path.trim_start_matches("src/");
        rest.split('/').next().unwrap_or(rest).trim_end_matches(".rs")
    }

    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// The text without the tests at its end.
    pub fn code(&self) -> &str {
        // What must hold of any text at all is held by tests alone.
        if ["tests.rs", "laws.rs"].contains(&self.name()) {
            return "";
        }
        self.text.split("#[cfg(test)]").next().unwrap()
    }
}

/// All files below a folder of the repository with one of these endings, by path.
pub fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().unwrap() != "node_modules" {
                folders.push(path);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|extension| extension == *ending)) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source { path: path.strip_prefix(root).unwrap().display().to_string(), text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!found.is_empty(), "nothing under {folder}");
    found
}

/// Fails with all faults at once.
pub fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
