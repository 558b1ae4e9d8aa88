//! The parts of a page: headlines, the body, and what stands around it.

use super::pattern::patterns;
use super::text::{Piece, Text};

patterns! {
    /// Lines of navigation, counters, shares and imprints.
    AROUND = r"(?i)浏览次数|浏览量|浏览：|点击|阅读次数|阅读量|访问量|字号|字体|打印|【关闭】|关闭窗口|上一[篇条]|下一[篇条]|分享|扫一扫|版权所有|copyright|©|ICP|公网安备|主办单位|主办：|承办：|技术支持|当前位置|您的位置|返回|收藏|评论|相关阅读|相关链接|相关新闻|延伸阅读|纠错|关键词|无障碍|举报|二维码|来源：|发布时间|发布日期|责任编辑|责编|编辑：|编审|校对|审核：|审稿|一审|二审|三审|终审|监制|投稿|热线|邮箱|网站标识|首页|设为|^作者：|^记者[：:]|^通讯员[：:]";
    /// Lines that say who was there, without a full stop.
    ATTENDANCE = r"^(?:出席|列席|请假|缺席|主持|参会|参加)[\p{Han}]{0,6}：";
    /// A page run together in one line: headline, date and source stand before the text.
    HEADER = "^[^。，；]{0,200}(?:来源|编辑|作者|时间|日期|浏览次数|浏览|阅读|点击数?|字号)： ?[^ 。，；：]{1,20} +";
    NUMBERED = r"^(?:（?[一二三四五六七八九十]{1,3}[、）]|[（(]?[0-9]{1,2}[、.）] ?)[\p{Han}《]";
    LABEL_OF_LIST = r"(?:议程|内容|议题|事项)(?:为|是|有|如下)?：$";
}

/// A body paragraph and its number, from 1, among the lines that are not empty.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'t> {
    pub piece: Piece<'t>,
    pub number: usize,
}

/// A page, line by line.
pub(super) struct Layout<'t> {
    pub headlines: Vec<Piece<'t>>,
    pub body: Vec<Paragraph<'t>>,
    /// Everything else.
    pub around: Vec<Piece<'t>>,
}

impl<'t> Layout<'t> {
    pub fn of(text: &'t Text<'_>) -> Self {
        let mut layout = Self { headlines: Vec::new(), body: Vec::new(), around: Vec::new() };
        for (index, piece) in text.lines().into_iter().enumerate() {
            let number = index + 1;
            if is_body(piece) {
                let header = HEADER.find(piece.str).map_or(0, |header| header.end());
                if header > 0 {
                    layout.around.push(piece.before(header));
                }
                layout.body.push(Paragraph { piece: piece.after(header), number });
            } else if layout.body.is_empty() && !AROUND.is_match(piece.str) {
                layout.headlines.push(piece);
            } else {
                layout.around.push(piece);
            }
        }
        layout.without_headlines_below()
    }

    /// Where no line looks like prose, the longest headline is the article.
    fn without_headlines_below(mut self) -> Self {
        if self.body.is_empty()
            && let Some(longest) = self.headlines.iter().copied().max_by_key(|line| line.str.len())
        {
            let number = 1 + self.headlines.iter().position(|l| l.at == longest.at).unwrap_or(0);
            self.headlines.retain(|line| line.at != longest.at);
            self.body.push(Paragraph { piece: longest, number });
        }
        self
    }

    /// Lines that are not prose: around the text, and headlines.
    pub fn beside(&self) -> Vec<Piece<'t>> {
        self.headlines.iter().chain(&self.around).copied().collect()
    }
}

fn is_body(line: Piece<'_>) -> bool {
    let prose = line.str.contains('。')
        || line.str.contains('；')
        || ATTENDANCE.is_match(line.str)
        || NUMBERED.is_match(line.str)
        || LABEL_OF_LIST.is_match(line.str)
        || line.str.contains('，') && line.count() >= 40;
    prose && !is_imprint(line)
}

/// Imprints and link lists contain full stops now and then; prose around a word of `AROUND`
/// is long.
fn is_imprint(line: Piece<'_>) -> bool {
    AROUND
        .find(line.str)
        .is_some_and(|found| !line.str.contains('。') || line.count() < if found.start() == 0 { 100 } else { 40 })
}
