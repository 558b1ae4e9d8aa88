//! The readable text of an HTML page: what a reader sees of the article, one block to a line.

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

/// How deep elements may nest; what lies deeper is read as one line.
const DEEPEST: usize = 256;

/// Does a text begin like an HTML page, or a piece of one?
#[must_use]
pub fn looks_like_html(text: &str) -> bool {
    const BEGINNINGS: [&str; 14] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<script",
        "<style",
        "<div",
        "<p>",
        "<p ",
        "<table",
        "<article",
        "<section",
    ];
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head: String = text.chars().take(1024).collect::<String>().to_ascii_lowercase();
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
        || (head.starts_with("<?xml") || head.starts_with("<!--"))
            && (head.contains("<html") || head.contains("<!doctype html"))
}

/// The text a reader sees: no scripts, styles, comments, navigation or forms; entities decoded;
/// every block element a line of its own. Empty if there is none.
#[must_use]
pub fn html_text(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut lines = Lines::default();
    lines.element(article(&page), 0);
    lines.end();
    lines.text
}

/// The one `article` or `main` of the page if it has one, else all of it.
fn article(page: &Html) -> ElementRef<'_> {
    for name in ["article", "main"] {
        let Ok(selector) = Selector::parse(name) else { continue };
        let mut found = page.select(&selector);
        if let (Some(only), None) = (found.next(), found.next()) {
            return only;
        }
    }
    page.root_element()
}

#[derive(Default)]
struct Lines {
    text: String,
    line: String,
}

impl Lines {
    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let name = element.value().name();
        if is_hidden(name) || element.value().attr("hidden").is_some() {
            return;
        }
        let block = is_block(name);
        if block {
            self.end();
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.words(text),
                Node::Element(_) if depth < DEEPEST => {
                    if let Some(inner) = ElementRef::wrap(child) {
                        self.element(inner, depth + 1);
                    }
                }
                _ => {}
            }
        }
        if block || name == "br" {
            self.end();
        } else if matches!(name, "td" | "th") {
            self.line.push('\t');
        }
    }

    /// However much white space the source has, it is one space.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{A0}') {
                if !self.line.is_empty() && !self.line.ends_with([' ', '\t']) {
                    self.line.push(' ');
                }
            } else {
                self.line.push(c);
            }
        }
    }

    fn end(&mut self) {
        let line = self.line.trim();
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
        self.line.clear();
    }
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "header"
            | "footer"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "svg"
            | "canvas"
            | "audio"
            | "video"
            | "rt"
            | "rp"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::{html_text, looks_like_html};

    #[test]
    fn scripts_styles_comments_and_navigation_are_not_read() {
        let page = "<!DOCTYPE html><html><head><title>清溪网</title><style>p{color:red}</style></head>\
            <body><nav><a href=/>首页</a></nav><!-- 草稿 --><script>alert('会议')</script>\
            <h1>县政协召开会议</h1><p>会议&nbsp;由<b>张某</b>主持&amp;讲话。<br>审议通过&#x62A5;告。</p>\
            <footer>备案号</footer></body></html>";
        assert_eq!(html_text(page), "县政协召开会议\n会议 由张某主持&讲话。\n审议通过报告。\n");
    }

    #[test]
    fn the_article_of_a_page_is_read_alone() {
        let page = "<div>热点</div><article><p>会议召开。</p></article><div>相关</div>";
        assert_eq!(html_text(page), "会议召开。\n");
    }

    #[test]
    fn a_table_row_is_a_line() {
        assert_eq!(html_text("<table><tr><td>姓名<td>职务<tr><td>张某<td>委员</table>"), "姓名\t职务\n张某\t委员\n");
    }

    #[test]
    fn however_deep_a_page_nests_it_is_read() {
        let page = format!("{}会议{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert!(html_text(&page).len() <= "会议\n".len());
    }

    #[test]
    fn a_page_is_told_from_a_text() {
        for page in ["<!DOCTYPE html>", "\n <html lang=zh>", "<P>会议", "<?xml version='1.0'?><html>"] {
            assert!(looks_like_html(page), "{page}");
        }
        for text in ["会议<html>", "<<提案>>", "a < b", "", "<?xml version='1.0'?><record>"] {
            assert!(!looks_like_html(text), "{text}");
        }
    }
}
