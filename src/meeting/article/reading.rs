//! From the parts of an article to its record.

use std::ops::Range;

use super::layout::{Layout, Paragraph};
use super::name::closed_up;
use super::number::{NUMBER, value};
use super::pattern::patterns;
use super::record::Record;
use super::sitting::{Mention, mentions};
use super::text::{Piece, Text, sentences};
use super::{credits, date, items, people, place};

patterns! {
    EXPECTED = format!("应(?:到会|出席|参加|到)[\\p{{Han}}“”]{{0,14}}?({NUMBER}) ?[人名位]");
    PRESENT = format!("(?:实到|实际到会|实际出席|实际参加|实出席|实有)[\\p{{Han}}“”]{{0,10}}?({NUMBER}) ?[人名位]|(?:^|[，；、 ])(?:今天|现)?(?:出席|到会)[\\p{{Han}}“”]{{0,10}}?({NUMBER}) ?[人名位]");
    PLACE = r"(?:^|[^现正存])在(?P<p>[^，；：。在]{2,30}?)(?:隆重|胜利|圆满|顺利|正式|如期|组织|主持)*(?:召开|举行|开幕|闭幕|举办|落下帷幕|拉开帷幕)";
    NO_PLACE = r"^(?:即将|全国|会上|此|这里|[0-9]|热烈|雄壮|庄严|一片|我国|全体|会议|经久)|主持|歌声|掌声|帷幕|期间|会前|基础|之后|背景|关键";
    OURS = r"政协|政治协商会议";
    LATELY = r"近日|日前|前不久|连日来|近期，";
    OTHER_SITTING = r"(?:会议|座谈会|协商会|推进会|交流会|报告会|研讨会|恳谈会|党课|学习会|主席团|例会|会)";
    TO_COME = "(?:将于|拟于|定于|即将)[^，；。]{0,30}(?:召开|举行|开幕)";
    HELD = r"召开|举行|开幕|闭幕|举办|主持";
    ASSEMBLY_MEETS = r"政协[^，。；]{0,30}(?:召开|举行|主持|开展|组织)[^，。；]{0,40}(?:会议|会|学习)|政协[^，。；]{0,40}(?:会议|会)[^，。；]{0,30}(?:召开|举行)";
    ANY_TERM = r"政协[\p{Han}]{0,12}?第?([0-9一二三四五六七八九十]{1,3})届(?:委员会|[0-9一二三四五六七八九十]{1,3}次)?";
    FIRST = r"^届(?:委员会)?第?[一1]次";
}

/// The record `text` (restored, simplified Chinese) gives of a sitting. Whatever the text is,
/// there is a record; of a text about no sitting it says nothing but what surrounds the text.
#[must_use]
pub fn read(text: &str) -> Record {
    let text = Text::new(text);
    let layout = Layout::of(&text);
    Reading { text: &text, layout: &layout, record: Record::default() }.read()
}

struct Reading<'t> {
    text: &'t Text<'t>,
    layout: &'t Layout<'t>,
    record: Record,
}

impl<'t> Reading<'t> {
    fn read(mut self) -> Record {
        self.credits();
        if let Some(sitting) = self.sitting() {
            self.numbers(&sitting);
            self.committee(Some(&sitting));
            self.day(self.lead(&sitting));
            self.place(self.lead(&sitting));
            self.attendance();
            self.items(self.lead(&sitting), sitting.after.at);
            self.people();
        } else if let Some(lead) = self.other_sitting() {
            self.committee(None);
            self.region(&[lead]);
            self.day(lead);
            if ASSEMBLY_MEETS.is_match(&lead.str.replace("政协工作会议", "会议")) {
                self.place(lead);
                self.items(lead, lead.at);
                self.people();
            }
        } else {
            self.committee(None);
            if let Some(first) = self.body_sentences().next() {
                self.region(&[first]);
            }
        }
        self.record
    }

    fn note(&mut self, key: impl Into<String>, at: &Range<usize>) {
        self.record.spans.insert(key.into(), self.text.span(at));
    }

    fn credits(&mut self) {
        let whole = self.text.whole();
        if let Some(day) = date::published(whole, &self.layout.beside()) {
            self.record.published = Some(day.date.to_string());
            self.note("published", &day.at);
        }
        if let Some(source) = credits::source(whole, self.layout) {
            self.record.source = Some(self.text.written(&source.range()).to_owned());
            self.note("source", &source.range());
        }
        let reporters = credits::reporters(self.layout);
        if let (Some(first), Some(last)) = (reporters.first(), reporters.last()) {
            self.note("reporters", &(first.at..last.range().end));
        }
        self.record.reporters = reporters.iter().map(|name| closed_up(name.str)).collect();
    }

    fn body_sentences(&self) -> impl Iterator<Item = Piece<'t>> + use<'t> {
        self.layout.body.iter().flat_map(|paragraph| sentences(paragraph.piece))
    }

    /// The sitting reported: told in the first sentences, else in the headline.
    fn sitting(&self) -> Option<Mention<'t>> {
        let lead = self.body_sentences().take(4).find_map(|s| mentions(s, false).into_iter().next());
        let headline = self.layout.headlines.iter().find_map(|line| mentions(*line, true).into_iter().next());
        let mut sitting = lead.or(headline)?;
        for other in headline.into_iter().chain(self.body_sentences().take(4).flat_map(|s| mentions(s, false))) {
            if other.kind == sitting.kind {
                sitting.term = sitting.term.or(other.term);
                sitting.number = sitting.number.or(other.number);
                sitting.session = sitting.session.or(other.session);
            }
        }
        Some(sitting)
    }

    /// The sentence that tells of the sitting; a headline is followed by the first sentence.
    fn lead(&self, sitting: &Mention<'t>) -> Piece<'t> {
        let headline = self.layout.headlines.iter().any(|line| line.range().contains(&sitting.name.at));
        let first = self.body_sentences().next();
        first.filter(|_| headline).unwrap_or(sitting.sentence)
    }

    /// A sitting of another kind or of another body, told in the first sentences.
    fn other_sitting(&self) -> Option<Piece<'t>> {
        self.body_sentences()
            .take(2)
            .find(|sentence| HELD.is_match(sentence.str) && OTHER_SITTING.is_match(sentence.str))
            .filter(|sentence| !TO_COME.is_match(sentence.str))
    }

    fn numbers(&mut self, sitting: &Mention<'t>) {
        self.record.kind = sitting.kind;
        self.note("kind", &sitting.name.range());
        let told = [("term", sitting.term), ("session", sitting.session), ("number", sitting.number)];
        for (key, value) in told {
            if let Some((_, piece)) = value {
                self.note(key, &piece.range());
            }
        }
        self.record.session = sitting.session.map(|(number, _)| number);
        self.record.number = sitting.number.map(|(number, _)| number);
        self.record.term = sitting.term.map(|(number, _)| number);
        if self.record.term.is_none()
            && let Some((term, at)) = self.only_term()
        {
            self.record.term = Some(term);
            self.note("term", &at);
        }
    }

    /// The term every other mention of the committee agrees on; a first session may belong to
    /// the term to come.
    fn only_term(&self) -> Option<(u32, Range<usize>)> {
        let mut only = None;
        let whole = self.text.whole();
        for found in ANY_TERM.captures_iter(whole.str) {
            let number = found.get(1)?;
            if FIRST.is_match(&whole.str[number.end()..]) {
                continue;
            }
            let term = value(number.as_str())?;
            match only {
                Some((other, _)) if other != term => return None,
                Some(_) => {}
                None => only = Some((term, number.range())),
            }
        }
        only
    }

    /// The committee and its place, as far as the text names them.
    fn committee(&mut self, sitting: Option<&Mention<'t>>) {
        let whole = self.text.whole();
        if sitting.is_none() && !OURS.is_match(self.opening().str) {
            return;
        }
        let level = sitting.and_then(|sitting| sitting.before.str.chars().next_back());
        let level = level.filter(|c| "县市区州旗盟省".contains(*c));
        let full = sitting.and_then(|sitting| place::in_full(sitting.name));
        let here = sitting.and_then(|sitting| {
            let end = sitting.name.at + "政协".len();
            place::before_assembly(whole.part(sitting.before.at..end), level)
        });
        let place = full
            .or(here)
            .or_else(|| self.named_elsewhere(level))
            .or_else(|| place::only_one(&self.named_beside(), Some(level?)));
        let Some(place) = place else { return };
        let name = self.text.written(&place.range());
        self.record.committee = Some(format!("政协{name}委员会"));
        self.record.region = Some(place::last_name(name).unwrap_or(name).to_owned());
        self.note("committee", &place.range());
        self.note("region", &place.range());
    }

    /// The only place named in the first sentence, a headline or around the text, where no
    /// committee told the region.
    fn region(&mut self, first: &[Piece<'t>]) {
        let place = [first, &self.layout.headlines, &self.layout.around]
            .into_iter()
            .find_map(|pieces| place::only_one(pieces, None));
        if self.record.region.is_none()
            && let Some(place) = place
        {
            self.record.region = Some(self.text.written(&place.range()).to_owned());
            self.note("region", &place.range());
        }
    }

    fn opening(&self) -> Piece<'t> {
        let whole: Piece<'t> = self.text.whole();
        let end = self.body_sentences().next().map_or(whole.str.len(), |first| first.range().end);
        whole.before(end)
    }

    /// The committee's place where the sitting itself is told without it. Deep in the body, words
    /// before 县政协 are taken for a name only when they come again.
    fn named_elsewhere(&self, level: Option<char>) -> Option<Piece<'t>> {
        let whole = self.text.whole();
        let beside = self.layout.beside();
        let body: Vec<Piece<'t>> = self.layout.body.iter().map(|paragraph| paragraph.piece).collect();
        let fits = |place: &Piece<'_>| level.is_none_or(|level| place.str.ends_with(level));
        let full = |piece: &Piece<'t>| place::in_full(*piece).filter(fits);
        let short = |piece: &Piece<'t>| place::before_assembly(*piece, level);
        let again = |place: &Piece<'_>| whole.str.matches(place.str).nth(1).is_some();
        beside
            .iter()
            .find_map(|piece| full(piece).or_else(|| short(piece)))
            .or_else(|| body.iter().find_map(full))
            .or_else(|| self.body_sentences().take(2).find_map(|piece| short(&piece)))
            .or_else(|| body.iter().find_map(|piece| short(piece).filter(again)))
    }

    /// What stands beside the text, and its first sentences.
    fn named_beside(&self) -> Vec<Piece<'t>> {
        self.layout.beside().into_iter().chain(self.body_sentences().take(2)).collect()
    }

    fn day(&mut self, lead: Piece<'t>) {
        let published = self.record.published.as_ref().and_then(|date| date.parse().ok());
        let said = LATELY.find(lead.str).map_or(lead.str.len(), |lately| lately.start());
        let lead = lead.before(said);
        if let Some(day) = date::held(self.text.whole(), lead, published) {
            self.record.date = Some(day.date.to_string());
            self.note("date", &day.at);
        }
    }

    fn place(&mut self, lead: Piece<'t>) {
        let place = PLACE
            .captures_iter(lead.str)
            .filter_map(|found| Some(lead.part(found.name("p")?.range()).trim()))
            .find(|place| !NO_PLACE.is_match(place.str));
        if let Some(place) = place {
            self.record.place = Some(self.text.written(&place.range()).to_owned());
            self.note("place", &place.range());
        }
    }

    fn attendance(&mut self) {
        for paragraph in &self.layout.body {
            let piece = paragraph.piece;
            let count = |pattern: &regex::Regex| {
                let found = pattern.captures(piece.str)?;
                let found = found.get(1).or_else(|| found.get(2))?;
                Some((value(found.as_str())?, piece.part(found.range()).range()))
            };
            if let Some((number, at)) = count(&EXPECTED)
                && self.record.expected.is_none()
            {
                self.record.expected = Some(number);
                self.note("expected", &at);
                if let Some((number, at)) = count(&PRESENT) {
                    self.record.present = Some(number);
                    self.note("present", &at);
                }
            }
        }
    }

    fn items(&mut self, lead: Piece<'t>, name_end: usize) {
        let body: Vec<Paragraph<'t>> = self.layout.body.clone();
        for (index, found) in items::read(self.text, &body, lead, name_end).into_iter().enumerate() {
            self.note(format!("items.{index}"), &found.at);
            self.record.items.push(found.item);
        }
    }

    fn people(&mut self) {
        let present = people::read(self.text, &self.layout.body);
        for (index, at) in present.people_at.iter().enumerate() {
            self.note(format!("people.{index}"), at);
        }
        for (index, at) in present.speeches_at.iter().enumerate() {
            self.note(format!("speeches.{index}"), at);
        }
        if let Some(at) = &present.presided_at {
            self.note("presided_by", at);
        }
        self.record.people = present.people;
        self.record.speeches = present.speeches;
        self.record.presided_by = present.presided_by;
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Kind;
    use super::*;

    #[test]
    fn nothing_is_read_out_of_nothing() {
        assert_eq!(read(""), Record::default());
        assert_eq!(read("An article in English.").kind, Kind::Other);
    }
}
