//! The lists to choose from that proposals name, with what most counties choose from: categories, the reasons of the national rules in short, the three classes of replies.

use crate::app::ChoiceList;
use crate::permission::Permission;
use crate::proposal::model::List;

/// One of a usual list: its name, its meaning, and whether a reply of this class promises something.
type Usual = (&'static str, &'static str, bool);

const CATEGORIES: &[Usual] = &[
    ("经济发展", "", false),
    ("农业农村", "", false),
    ("城乡建设", "", false),
    ("生态环境", "", false),
    ("科技教育", "", false),
    ("医疗卫生", "", false),
    ("文化体育旅游", "", false),
    ("交通运输", "", false),
    ("社会保障", "", false),
    ("社会治理", "", false),
    ("其他", "", false),
];

/// `domain.md` 1.2.
const REASONS: &[Usual] = &[
    ("涉及党和国家秘密", "", false),
    ("国家明令禁止的事项", "", false),
    ("中共党员对党内组织人事安排的意见", "", false),
    ("民主党派成员反映本党派内部事务", "", false),
    ("已进入诉讼或者仲裁程序", "", false),
    ("属于学术研讨", "", false),
    ("为本人或者亲属解决个人问题", "", false),
    ("宣传、推介具体作品或者产品", "", false),
    ("指名举报", "", false),
    ("内容空泛，没有具体建议", "", false),
];

const CLASSES: &[Usual] = &[
    ("A类", "所提问题已经解决或者基本解决的", false),
    ("B类", "所提问题正在解决，或者已经列入计划逐步解决的", true),
    ("C类", "所提问题受条件限制暂时不能解决，留作参考的", false),
];

/// The lists, each by the name of its [`List`].
pub const LISTS: &[ChoiceList] =
    &[list(List::Category, CATEGORIES, false), list(List::Reason, REASONS, false), list(List::Class, CLASSES, true)];

const fn list(list: List, usual: &'static [Usual], explained: bool) -> ChoiceList {
    ChoiceList { name: list.name(), kept_by: Permission::ReviewProposals, explained, usual }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::committee::rules::name;

    #[test]
    fn the_usual_lists_fit() {
        assert_eq!(
            LISTS.iter().map(|list| list.name).collect::<Vec<_>>(),
            List::ALL.iter().map(|list| list.name()).collect::<Vec<_>>()
        );
        for list in LISTS {
            let names: Vec<_> = list.usual.iter().map(|one| one.0).collect();
            for (n, one) in names.iter().enumerate() {
                assert_eq!(name(one, &names[..n]), Ok(*one));
            }
        }
        assert_eq!([REASONS.len(), CLASSES.len()], [10, 3]);
    }
}
