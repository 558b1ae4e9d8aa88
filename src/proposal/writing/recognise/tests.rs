//! Files as counties write them, invented; and lines of every kind, of which no sign is lost.

use proptest::prelude::*;

use super::*;

/// A file by lines: what stands in its subject, situation, analysis and suggestions, and what is told of people.
fn parts(file: &str) -> [String; 5] {
    let lines: Vec<_> = file.lines().collect();
    let found = recognise(&lines);
    let join = |lines: &[String]| lines.join("|");
    [
        found.subject.clone(),
        join(&found.situation),
        join(&found.analysis),
        join(&found.suggestions),
        join(&found.people),
    ]
}

#[test]
fn files_are_read_as_they_are_written() {
    let table = [
        // The form with labels.
        (
            "案由：关于修缮北坡渡槽的提案\n提案人：林听泉\n联名人：叶舟、方知远\n情况：\n渡槽漏水。\n分析：\n年久失修。\n建议：\n一、先堵漏。\n二、再加固。",
            [
                "关于修缮北坡渡槽的提案",
                "渡槽漏水。",
                "年久失修。",
                "一、先堵漏。|二、再加固。",
                "提案人：林听泉|联名人：叶舟、方知远",
            ],
        ),
        // A title, then numbered headings that stand alone.
        (
            "关于增加乡村客运班次的提案\n一、基本情况\n班车一天两趟。\n二、原因分析\n乘客少。\n三、建议\n改为预约。",
            ["关于增加乡村客运班次的提案", "班车一天两趟。", "乘客少。", "改为预约。", ""],
        ),
        // Numbered headings with words of their own stay as lines of their part.
        (
            "关于河边步道照明的建议\n一、步道照明的现状\n灯坏了十盏。\n二、步道灯损坏的成因\n水汽重。\n三、几点具体的建议\n换防潮灯。\n（一）摸清情况\n逐盏登记。",
            [
                "关于河边步道照明的建议",
                "一、步道照明的现状|灯坏了十盏。",
                "二、步道灯损坏的成因|水汽重。",
                "三、几点具体的建议|换防潮灯。|（一）摸清情况|逐盏登记。",
                "",
            ],
        ),
        // What follows a heading on its line; brackets; no title.
        ("【案 由】校门口停车\n【问题】上学时堵。\n【建议】错峰。", ["校门口停车", "上学时堵。", "", "错峰。", ""]),
        // A suggestion that sounds like a heading does not lead back.
        (
            "关于茶园的提案\n问题：\n茶树老化。\n建议：\n一、组织专家摸清情况\n一户一册。\n二、开展原因分析\n请农技站来。",
            ["关于茶园的提案", "茶树老化。", "", "一、组织专家摸清情况|一户一册。|二、开展原因分析|请农技站来。", ""],
        ),
        // Both at once belong to the situation.
        (
            "一、存在的问题及原因\n井盖松动。\n二、对策\n换井盖。",
            ["", "一、存在的问题及原因|井盖松动。", "", "换井盖。", ""],
        ),
        // Nothing is recognised.
        ("青岭的春天来得早。\n山上的路不好走。", ["", "青岭的春天来得早。|山上的路不好走。", "", "", ""]),
        // The heading of the subject stands alone, and its subject is on the next line.
        ("案由\n修一座便桥\n情况\n过河绕远。", ["修一座便桥", "过河绕远。", "", "", ""]),
        ("", ["", "", "", "", ""]),
    ];
    for (file, expected) in table {
        assert_eq!(parts(file), expected, "{file}");
    }
}

#[test]
fn what_stands_under_no_heading_is_counted_and_a_subject_too_long_is_no_subject() {
    let found = recognise(&["序言一段。", "关于水渠的提案", "又一段。", "建议：疏通。"]);
    assert_eq!((found.loose, found.parts()), (2, vec![Part::Subject, Part::Situation, Part::Suggestions]));
    let long = format!("案由：{}", "长".repeat(LONGEST_SUBJECT + 1));
    let found = recognise(&[long.as_str()]);
    assert!(found.subject.is_empty() && found.situation.len() == 1);
}

/// The signs of a text in their order of kind, without white space.
fn signs<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<char> {
    let mut signs: Vec<_> =
        texts.into_iter().flat_map(|text| text.chars()).filter(|one| !one.is_whitespace()).collect();
    signs.sort_unstable();
    signs
}

fn line() -> impl Strategy<Value = String> {
    let heads = "(一、|（二）|3[.]|第三部分|【|)(案由|情况|问题|原因分析|建议|提案人|对策建议|步道的现状)(：|:|】|)";
    let followed = (heads, "[甲乙，。 ]{0,9}").prop_map(|(head, rest)| head + &rest);
    prop_oneof![".{0,20}", heads, followed, "关于[甲乙]{0,120}的提案", "[（）()一二第部分、. ]{0,5}"]
}

proptest! {
    #[test]
    fn no_word_is_lost(lines in proptest::collection::vec(line(), 0..20)) {
        let found = recognise(&lines);
        let told = [&found.situation, &found.analysis, &found.suggestions, &found.people, &found.headings];
        let told = signs(told.into_iter().flatten().chain([&found.subject]));
        prop_assert_eq!(told, signs(&lines));
        prop_assert!(found.subject.chars().count() <= LONGEST_SUBJECT && !found.subject.contains('\n'));
    }
}
