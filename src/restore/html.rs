//! The readable text of an HTML page.

/// Does a text begin like an HTML page?
#[must_use]
pub fn looks_like_html(text: &str) -> bool {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head: String = head.chars().take(1024).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<?xml", "<script", "<div", "<p>", "<!--"]
        .iter()
        .any(|tag| head.starts_with(tag))
        || head.contains("<html")
        || head.contains("<!doctype html")
}

/// The text a reader sees.
#[must_use]
pub fn html_text(html: &str) -> String {
    scraper::Html::parse_document(html).root_element().text().collect()
}
