//! Who published and who wrote the article.

use super::layout::Layout;
use super::name::{closed_up, could_be_name, is_name};
use super::pattern::patterns;
use super::text::Piece;

patterns! {
    SOURCE = r"(?:来源|稿源|转自|原载|摘自)(?:于|自)?(?:[： ]+《?|《)(?P<s>[^ ，。；：|｜（）【】\[\]《》\n]{2,25})";
    PAPER = r"^(?:\d[\d年月日./: ：|-]*)?(?P<s>\p{Han}{2,14}(?:网|报|电视台|融媒|融媒体|融媒体中心|发布|新闻|传媒|在线))[ \d年月日./:：|-]*(?:星期.|周.)?[ \d第版（）]*$";
    NEXT_LABEL = r"(?:作者|责任编辑|编辑|记者|通讯员|发布时间|发布日期|时间|日期|浏览次数|浏览|点击数?|阅读次数|阅读|字号|字体|审核|更新)$";
    LEAD = r"^(?:\[[^\]]{0,12}\]|【[^】]{0,12}】)? ?(?P<s>[\p{Han}A-Za-z0-9·]{1,14}?) ?(?:[0-9]{1,2}月[0-9]{1,2}日)?(?: ?\d{4}年\d{1,2}月\d{1,2}日)?(?:讯|消息|电)(?:[（ 【：]|记者|通讯员|，|[0-9]|全媒体|近日|日前|$)";
    LABEL = r"(?P<r>(?:本报|本网|本台)?(?:全媒体|融媒体?|见习|实习|特约|首席|新闻)?(?:记 ?者|通讯员|实习生)|作 ?者|撰 ?稿人?|撰 ?文|图文|文图|文字|图片|摄影|摄像|供稿|文[/、]?图[/：]|[文图][/：])|(?P<e>责任编辑|责 ?编|编 ?辑|编 ?审|校 ?对|审 ?核|审 ?稿|一审|二审|三审|终审|初审|复审|监 ?制|总监|来 ?源|发布|时间|日期|浏览|阅读|点击|字号|主编|值班|出品|制作|签发|统筹|播音|配音)";
    SUFFIXED = r"(?P<n>\p{Han}{2,4}(?:[ 、]\p{Han}{2,4}){0,3}) ?(?:/ ?[文图摄]|文/图|文图|摄影报道|图/文|摄$|摄）)";
    OFFICE = "[媒网报台社站科室处宣]|中心|新闻|本刊";
    WORD = r"[\p{Han}·]+";
    SIGNED = r"（(?P<n>\p{Han}{1,4}(?:[ 、/]+\p{Han}{1,4}){0,5})）$";
    NEWS_HOUSE = r"(?:网|报|社|台|刊|融媒体?|新闻|发布|客户端|在线|之声|中心|传媒|头条|号|政协|视界|手机报|云|站)$|[网报]|^(?:云上|今日|掌上|爱|魅力|智慧|看|最)";
}

/// Where the article was published, by the words of a source line or of the lead.
pub(super) fn source<'t>(whole: Piece<'t>, layout: &Layout<'t>) -> Option<Piece<'t>> {
    let labelled = SOURCE.captures_iter(whole.str).find_map(|found| {
        let name = whole.part(found.name("s")?.range());
        let end = NEXT_LABEL.find(name.str).map_or(name.str.len(), |next| next.start());
        let name = name.before(end).trim();
        (name.count() >= 2 && !matches!(name.str, "本站" | "本网" | "网络" | "系统" | "原创" | "互联网"))
            .then_some(name)
    });
    let lead = || {
        layout.body.iter().take(4).find_map(|paragraph| {
            let found = LEAD.captures(paragraph.piece.str)?;
            let name = paragraph.piece.part(found.name("s")?.range());
            house(name)
        })
    };
    labelled.or_else(lead).or_else(|| {
        layout.beside().into_iter().find_map(|line| {
            let found = PAPER.captures(line.str).filter(|_| line.str.contains("20"))?;
            Some(line.part(found.name("s")?.range()))
        })
    })
}

/// 新华社北京 is 新华社; 本报 and 本网 name nobody.
fn house(name: Piece<'_>) -> Option<Piece<'_>> {
    let agency =
        ["新华社", "中新社", "中新网", "人民网", "新华网"].iter().find(|agency| name.str.starts_with(**agency));
    if let Some(agency) = agency {
        return Some(name.before(agency.len()));
    }
    let told = !name.str.starts_with('本') && NEWS_HOUSE.is_match(name.str) && name.count() >= 2;
    told.then_some(name)
}

/// Who wrote the article and took its pictures; not those who edited it.
pub(super) fn reporters<'t>(layout: &Layout<'t>) -> Vec<Piece<'t>> {
    let mut names: Vec<Piece<'t>> = Vec::new();
    let last = layout.body.len().saturating_sub(1);
    for (index, paragraph) in layout.body.iter().enumerate() {
        if index <= 1 {
            names.extend(labelled(paragraph.piece.first(80)));
        }
        if index + 1 >= last {
            names.extend(at_the_end(paragraph.piece));
        }
    }
    for line in layout.beside() {
        names.extend(labelled(line));
        names.extend(suffixed(line));
        names.extend(signed(line));
    }
    names.sort_by_key(|name| name.at);
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(closed_up(name.str)));
    names
}

/// A signature behind the last full stop, or in brackets at the end.
fn at_the_end(paragraph: Piece<'_>) -> Vec<Piece<'_>> {
    let tail = paragraph.str.rfind('。').map_or(0, |stop| stop + '。'.len_utf8());
    let bracket = paragraph.str.rfind('（').filter(|_| paragraph.str.ends_with('）'));
    let mut names = labelled(paragraph.after(tail));
    if let Some(open) = bracket {
        names.extend(labelled(paragraph.after(open)));
    }
    names.extend(suffixed(paragraph.after(tail)));
    names.extend(signed(paragraph));
    names
}

fn labelled(piece: Piece<'_>) -> Vec<Piece<'_>> {
    let labels: Vec<_> = LABEL.captures_iter(piece.str).collect();
    let mut names = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        let Some(all) = label.get(0).filter(|_| label.name("r").is_some()) else { continue };
        let next = labels.get(index + 1).and_then(|next| next.get(0));
        let until = next.map_or(piece.str.len(), |next| next.start());
        // Right behind the bracket and the word, a name need not begin with a family name.
        let surely = piece.str[..all.start()].ends_with('（') && all.as_str().contains(['记', '通']);
        names.extend(listed(piece.part(all.end()..until), surely));
    }
    names
}

/// The names at the start of a text, as far as there are some; 张 伟 is one name.
fn listed(text: Piece<'_>, surely: bool) -> Vec<Piece<'_>> {
    let end = text.str.find(['）', '。', '\n', '】', ']', '|', '《']).unwrap_or(text.str.len());
    let text = text.before(end);
    let mut names = Vec::new();
    let mut words = WORD.find_iter(text.str).peekable();
    let mut strange = 0;
    while let Some(word) = words.next() {
        let mut range = word.range();
        let next = words.peek().map(|next| (next.range(), next.as_str().chars().count()));
        if word.as_str().chars().count() == 1
            && let Some((after, 1..=2)) = next
            && text.str[range.end..after.start].trim().is_empty()
        {
            range.end = after.end;
            words.next();
        }
        let name = text.part(range);
        let told = ["报道", "摄影", "摄", "文", "图"].iter().fold(name.str, |name, word| name.trim_end_matches(word));
        let name = if is_name(name.str) { name } else { name.before(told.len()) };
        let closed = closed_up(name.str);
        if is_name(&closed) || surely && could_be_name(&closed) && !OFFICE.is_match(&closed) {
            names.push(name);
        } else {
            strange += 1;
        }
        if strange > 1 || strange == 1 && !names.is_empty() {
            break;
        }
    }
    names
}

/// 张三 李四 文/图
fn suffixed(piece: Piece<'_>) -> Vec<Piece<'_>> {
    SUFFIXED
        .captures_iter(piece.str)
        .filter_map(|found| found.name("n"))
        .flat_map(|found| listed(piece.part(found.range()), false))
        .collect()
}

/// （张三 李四） at the end of the text
fn signed(piece: Piece<'_>) -> Vec<Piece<'_>> {
    let Some(found) = SIGNED.captures(piece.str).and_then(|found| found.name("n")) else {
        return Vec::new();
    };
    if LABEL.is_match(found.as_str()) {
        return Vec::new();
    }
    listed(piece.part(found.range()), false)
}
