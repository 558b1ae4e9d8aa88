//! The readable text of an HTML page: what a reader sees of the article, one block to a line.

use std::collections::HashMap;

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

/// How many elements a page may have and how deep they may nest: a parser takes time by the product of both.
const MOST: usize = 20_000;
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
/// every block element a line of its own. Empty if there is none; none if the elements are too many or nest too deep.
#[must_use]
pub fn html_text(html: &str) -> Option<String> {
    if is_too_deep(html) {
        return None;
    }
    let page = Html::parse_document(html);
    let mut lines = Lines { room: html.len(), ..Lines::default() };
    lines.element(article(&page), 0);
    lines.end();
    Some(lines.text)
}

/// Whether a page has too many elements, or too deep ones, as far as its marks tell before it is parsed.
fn is_too_deep(html: &str) -> bool {
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut all, mut depth) = (0, 0);
    for mark in html.split('<').skip(1) {
        let (ends, mark) = mark.strip_prefix('/').map_or((false, mark), |rest| (true, rest));
        let name: String = mark.chars().take_while(char::is_ascii_alphanumeric).take(20).collect();
        let mark = mark.split('>').next().unwrap_or_default();
        all += usize::from(!name.is_empty());
        if name.is_empty() || mark.ends_with('/') || needs_no_end(&name.to_ascii_lowercase()) {
            continue;
        }
        let open = open.entry(name.to_ascii_lowercase()).or_default();
        (*open, depth) = match (ends, *open) {
            (false, n) => (n + 1, depth + 1),
            (true, 0) => (0, depth),
            (true, n) => (n - 1, depth - 1),
        };
        if depth > DEEPEST {
            return true;
        }
    }
    all > 2 * MOST
}

/// Elements without an end, and those that end where the next begins.
fn needs_no_end(name: &str) -> bool {
    let names = "area base body br col colgroup dd dt embed head hr html img input li link meta optgroup option p param rp \
                 rt source tbody td tfoot th thead tr track wbr";
    names.split(' ').any(|one| one == name)
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
    /// The tables that are read, each within the one before.
    tables: Vec<Table>,
    /// How many more bytes cells that reach down may say again.
    room: usize,
}

/// A table while its rows are read: in which column the next cell stands, and what cells of rows above say that reach
/// down.
#[derive(Default)]
struct Table {
    column: usize,
    down: Vec<Down>,
}

struct Down {
    column: usize,
    rows: usize,
    text: String,
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
        match name {
            "table" => self.tables.push(Table::default()),
            "td" | "th" => self.reach_down(),
            _ => {}
        }
        let start = (self.text.len(), self.line.len());
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
        match name {
            "table" => drop(self.tables.pop()),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(element, start),
            _ => {}
        }
        if block || name == "br" {
            self.end();
        }
    }

    /// Says what stands in the next column, where that is a cell of a row above.
    fn reach_down(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        while let Some(down) = table.down.iter().find(|down| down.column == table.column && down.text.len() < self.room)
        {
            self.room -= down.text.len() + 1;
            self.line.push_str(&down.text);
            self.line.push('\t');
            table.column += 1;
        }
    }

    /// Ends a cell whose text begins there; one on a line by itself reaches down.
    fn end_cell(&mut self, cell: ElementRef<'_>, (lines, from): (usize, usize)) {
        let span = |name| cell.attr(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, 1000);
        if let Some(table) = self.tables.last_mut() {
            let text = self.line.get(from..).filter(|_| self.text.len() == lines && span("rowspan") > 1);
            let down = |text: &str| Down { column: table.column, rows: span("rowspan"), text: text.trim().to_owned() };
            table.down.extend(text.map(down));
            table.column += span("colspan");
        }
        self.line.push('\t');
    }

    fn end_row(&mut self) {
        if self.tables.last().is_some_and(|table| table.column > 0) {
            self.reach_down();
        }
        let Some(table) = self.tables.last_mut() else { return };
        table.column = 0;
        table.down.iter_mut().for_each(|down| down.rows -= 1);
        table.down.retain(|down| down.rows > 0);
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
    use super::*;

    fn text(html: &str) -> String {
        html_text(html).unwrap()
    }

    #[test]
    fn scripts_styles_comments_and_navigation_are_not_read() {
        let page = "<!DOCTYPE html><html><head><title>清溪网</title><style>p{color:red}</style></head>\
            <body><nav><a href=/>首页</a></nav><!-- 草稿 --><script>alert('会议')</script>\
            <h1>县政协召开会议</h1><p>会议&nbsp;由<b>张某</b>主持&amp;讲话。<br>审议通过&#x62A5;告。</p>\
            <footer>备案号</footer></body></html>";
        assert_eq!(text(page), "县政协召开会议\n会议 由张某主持&讲话。\n审议通过报告。\n");
    }

    #[test]
    fn the_article_of_a_page_is_read_alone() {
        let page = "<div>热点</div><article><p>会议召开。</p></article><div>相关</div>";
        assert_eq!(text(page), "会议召开。\n");
    }

    #[test]
    fn a_table_row_is_a_line() {
        assert_eq!(text("<table><tr><td>姓名<td>职务<tr><td>张某<td>委员</table>"), "姓名\t职务\n张某\t委员\n");
    }

    #[test]
    fn a_cell_that_reaches_down_is_said_in_each_of_its_rows() {
        let page = "<table><tr><td rowspan=3>农业界<td>张某<td rowspan=2>委员</tr><tr><td>李某</tr>\
            <tr><td>王某<td>常委</tr><tr><td>教育界<td>赵某<td>委员</tr></table>";
        let wanted = "农业界\t张某\t委员\n农业界\t李某\t委员\n农业界\t王某\t常委\n教育界\t赵某\t委员\n";
        assert_eq!(text(page), wanted);
        let endless = "<td rowspan=65000>长长长长长长".repeat(2000) + &"<tr><td>短".repeat(2000);
        let page = format!("<table><tr>{endless}</table>");
        assert!(text(&page).len() < 3 * page.len(), "what is said again is bounded");
    }

    #[test]
    fn a_page_that_nests_deeper_or_has_more_elements_than_any_article_is_refused() {
        let nested = |n: usize| format!("{}会议{}", "<div>".repeat(n), "</div>".repeat(n));
        assert_eq!(text(&nested(200)), "会议\n");
        for page in [nested(20_000), nested(300), "<b><i>会".repeat(200), "<br><i>会</i>".repeat(MOST)] {
            assert_eq!(html_text(&page), None, "{}", &page[..20]);
        }
        let rows = format!("<table>{}</table>", "<tr><td>张某<td><b>委员</b>".repeat(2000));
        assert_eq!(text(&rows).lines().count(), 2000, "what needs no end does not nest");
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
