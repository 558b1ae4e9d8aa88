//! Who was there, in what capacity, and who spoke.

use std::collections::HashMap;
use std::ops::Range;

use super::act::{self, Act};
use super::layout::Paragraph;
use super::name::{closed_up, is_name};
use super::person::{self, Named};
use super::record::{Capacity, Person, Speech};
use super::speech;
use super::text::{Piece, Text, sentences};

/// A bare name nobody introduced counts within this many bytes of the start of its sentence.
const NEAR_THE_START: usize = 36;

/// A person met in the text, not yet known to have been there.
struct Met<'t> {
    posts: Vec<Piece<'t>>,
    name: Piece<'t>,
}

/// All that is told about persons.
#[derive(Default)]
pub(super) struct Present {
    pub people: Vec<Person>,
    pub people_at: Vec<Range<usize>>,
    pub speeches: Vec<Speech>,
    pub speeches_at: Vec<Range<usize>>,
    pub presided_by: Vec<String>,
    pub presided_at: Option<Range<usize>>,
}

/// Reads the persons of a sitting out of its article.
pub(super) fn read<'t>(text: &'t Text<'t>, body: &[Paragraph<'t>]) -> Present {
    let mut reader = Reader {
        text,
        present: Present::default(),
        known: HashMap::new(),
        posts: HashMap::new(),
        met: Vec::new(),
        pending: Vec::new(),
        shared: Vec::new(),
        firsts: String::new(),
        paragraph: 0,
        speaker: None,
    };
    for paragraph in body {
        reader.paragraph = paragraph.number;
        reader.speaker = None;
        for sentence in sentences(paragraph.piece) {
            reader.sentence(sentence);
        }
    }
    reader.present
}

struct Reader<'t> {
    text: &'t Text<'t>,
    present: Present,
    /// Name → place in `present.people`.
    known: HashMap<String, usize>,
    /// Name → post as worded at its first mention.
    posts: HashMap<String, String>,
    /// The list being read, whose verb is still to come.
    met: Vec<Met<'t>>,
    /// Posts told before a name.
    pending: Vec<Piece<'t>>,
    /// Posts that hold for the names to come: 副主席张三、李四.
    shared: Vec<Piece<'t>>,
    /// With what characters the names met so far begin.
    firsts: String,
    paragraph: usize,
    /// Who spoke last in this paragraph.
    speaker: Option<String>,
}

impl<'t> Reader<'t> {
    fn sentence(&mut self, sentence: Piece<'t>) {
        self.forget();
        if let Some(announced) = act::announced(sentence) {
            self.shared.extend(announced.post);
            self.list(announced.list);
            self.close(announced.act);
            return;
        }
        let marks: Vec<Piece<'t>> = sentence.split(|c| "，；：、".contains(c));
        for words in marks {
            let words = words.trim();
            if let Some(verb) = speech::by_him(words) {
                self.speak_again(verb);
                continue;
            }
            let rest = sentence.after(words.range().end.max(sentence.at) - sentence.at);
            self.words(words, sentence, rest);
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.met.clear();
        self.pending.clear();
        self.shared.clear();
    }

    /// Words between two marks: somebody, a post, a group, each perhaps with a verb.
    fn words(&mut self, words: Piece<'t>, sentence: Piece<'t>, rest: Piece<'t>) {
        let begins = |first: char| self.firsts.contains(first);
        if self.met.is_empty() && self.pending.is_empty() && !person::may_name(words) && !words.str.starts_with(begins)
        {
            return;
        }
        if act::is_elsewhere(words) {
            self.forget();
            return;
        }
        let listed = !self.met.is_empty();
        let mut unread = None;
        for (end, act) in act::all(words) {
            if end == 0 {
                if listed && act.ends_a_list() {
                    self.speeches(words, rest);
                    return self.close(act);
                }
                continue;
            }
            let strict = !act.names_its_subject() || words.at > sentence.at + NEAR_THE_START;
            if self.take(words.before(end), strict) {
                self.speeches(words.after(end), rest);
                return self.close(act);
            }
            unread = unread.or(Some(act).filter(|act| act.ends_a_list()));
        }
        match unread.filter(|_| listed) {
            Some(act) => self.close(act),
            None if self.take(words, true) => {}
            None if listed && (words.count() <= 4 || person::tells_a_post(words)) => {}
            None => self.forget(),
        }
    }

    /// Takes who is named in `words`; false when they name nobody. A bare name that nothing
    /// made known is taken in a list only, or where `strict` is false.
    fn take(&mut self, words: Piece<'t>, strict: bool) -> bool {
        if self.take_joined(words) {
            return true;
        }
        match person::read(words) {
            Named::Person { post: None, name } if self.met.is_empty() && self.pending.is_empty() => {
                let closed = closed_up(name.str);
                let familiar = self.posts.contains_key(&closed);
                if !familiar && (strict || !is_name(&closed)) {
                    return false;
                }
                self.meet(None, name);
                true
            }
            Named::Person { post, name } => {
                self.meet(post, name);
                true
            }
            Named::Post(post) => {
                self.pending.push(post);
                true
            }
            Named::Group => {
                self.pending.clear();
                true
            }
            Named::Nothing => false,
        }
    }

    /// 张三和李四, or names with spaces between.
    fn take_joined(&mut self, words: Piece<'t>) -> bool {
        let parts = person::joined(words);
        if parts.is_empty() {
            return false;
        }
        for part in parts {
            match person::read(part) {
                Named::Person { post, name } => self.meet(post, name),
                Named::Post(post) => self.pending.push(post),
                Named::Group => self.pending.clear(),
                Named::Nothing => {}
            }
        }
        true
    }

    fn list(&mut self, list: Piece<'t>) {
        for words in list.split(|c| "，；：、。".contains(c)) {
            self.take(words.trim(), false);
        }
    }

    fn meet(&mut self, post: Option<Piece<'t>>, name: Piece<'t>) {
        let mut posts = std::mem::take(&mut self.pending);
        posts.extend(post);
        if posts.is_empty() {
            posts.clone_from(&self.shared);
        } else {
            self.shared.clone_from(&posts);
        }
        let closed = closed_up(name.str);
        if let (Some(first), Some(last)) = (posts.first(), posts.last()) {
            let worded = self.text.written(&(first.at..last.range().end.max(first.at)));
            self.firsts.extend(name.str.chars().next());
            self.posts.entry(closed).or_insert_with(|| worded.to_owned());
        }
        self.met.push(Met { posts, name });
    }

    /// The verb has come: those met were there.
    fn close(&mut self, act: Act) {
        if let [alone] = self.met.as_slice() {
            self.speaker = Some(closed_up(alone.name.str));
        }
        for met in std::mem::take(&mut self.met) {
            self.register(&met, act.capacity());
        }
        self.forget();
    }

    fn register(&mut self, met: &Met<'t>, capacity: Capacity) {
        let name = closed_up(self.text.written(&met.name.range()));
        if capacity == Capacity::Presiding && !self.present.presided_by.contains(&name) {
            self.present.presided_by.push(name.clone());
            self.present.presided_at.get_or_insert(met.name.range());
        }
        let posts = met.posts.iter().map(|post| closed_up(self.text.written(&post.range())));
        let Some(&index) = self.known.get(&name) else {
            let start = met.posts.first().map_or(met.name.at, |post| post.at.min(met.name.at));
            let adjoining = met.name.at - start < 200;
            self.known.insert(name.clone(), self.present.people.len());
            self.present.people.push(Person { name, posts: posts.collect(), capacity });
            let from = if adjoining { start } else { met.name.at };
            self.present.people_at.push(from..met.name.range().end);
            return;
        };
        let person = &mut self.present.people[index];
        for post in posts {
            if let Some(same) = person.posts.iter_mut().find(|one| post.ends_with(one.as_str())) {
                *same = post;
            } else if !person.posts.iter().any(|one| one.ends_with(&post)) {
                person.posts.push(post);
            }
        }
        if act::rank(capacity) > act::rank(person.capacity) {
            person.capacity = capacity;
        }
    }

    /// What the one just met says, here or in the clauses that go on about them.
    fn speeches(&mut self, here: Piece<'t>, rest: Piece<'t>) {
        let [met] = self.met.as_slice() else { return };
        let name = closed_up(met.name.str);
        if let Some(verb) = speech::told(here, rest) {
            self.speech(name, verb);
        }
    }

    fn speak_again(&mut self, verb: Piece<'t>) {
        if let Some(name) = self.speaker.clone() {
            self.speech(name, verb);
        }
    }

    fn speech(&mut self, speaker: String, verb: Piece<'t>) {
        if self.present.speeches_at.last() == Some(&verb.range()) {
            return;
        }
        self.present.speeches.push(Speech {
            post: self.posts.get(&speaker).cloned(),
            speaker,
            verb: verb.str.to_owned(),
            paragraph: self.paragraph,
        });
        self.present.speeches_at.push(verb.range());
    }
}
