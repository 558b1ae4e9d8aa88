//! Damaged texts and what must come of them.

use super::*;

fn text_of(damaged: &str) -> String {
    restore(damaged).text
}

fn all_become(cases: &[(&str, &str)]) {
    for (damaged, clean) in cases {
        assert_eq!(text_of(damaged), *clean, "out of {damaged}");
    }
}

fn all_stay(clean: &[&str]) {
    for text in clean {
        let restored = restore(text);
        assert_eq!(restored.text, *text);
        assert!(restored.edits.is_empty(), "{text}: {:?}", restored.edits);
    }
}

#[test]
fn the_seed_comes_out_clean() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/article.txt");
    let Ok(seed) = std::fs::read(path) else { return };
    let restored = restore_bytes(&seed).unwrap();
    assert!(restored.text.starts_with("云阳网讯(记者 郑红均 余书仕)5月19日,政协云阳县第十四届委员会第十七次"));
    assert!(!restored.text.chars().any(script::is_traditional));
    assert_eq!(restored.text.matches(['(', ')']).count(), 2);
    assert!(restored.edits.iter().filter(|edit| edit.kind == EditKind::Bracket).count() > 200);
}

#[test]
fn brackets_with_readings_go_however_they_are_written() {
    all_become(&[
        ("清溪網(wǎng)訊", "清溪网讯"),
        ("縣政協(xié )召開會( huì)議", "县政协召开会议"),
        ("縣政協（xié）召開會（ huì ）議", "县政协召开会议"),
        ("縣政協(xie2)召開會(hui4)議", "县政协召开会议"),
        ("縣政協(xie)召開會(hui)議", "县政协召开会议"),
        ("縣政協(Xié)召開會(Huì)議", "县政协召开会议"),
        ("綠(lǜ)色發(fà)展,綠(lv4)水青山,旅(lü3)遊興縣", "绿色发展,绿水青山,旅游兴县"),
        ("綠(lu:4)色發展,侵略(lu:e4)戰爭", "绿色发展,侵略战争"),
        ("增長(zhǎng)點、長(cháng)期性", "增长点、长期性"),
        ("認識(shi)到這個問題", "认识到这个问题"),
        ("鄉(xiang)鎮(zhen)的惡(e)性循環(Huan)與他(ta)", "乡镇的恶性循环与他"),
        ("會(huì)(huì)議開始", "会议开始"),
        ("看著(zhe)乾(gān)淨的街,乾(qián)隆著(zhù)名", "看着干净的街,乾隆著名"),
        ("協(xié)會(huì)議(yì)事", "协会议事"),
        ("縣委書記劉(liú)某講話(huà)。", "县委书记刘某讲话。"),
    ]);
}

#[test]
fn brackets_with_anything_else_stay() {
    all_become(&[
        ("《條例》(草案)已經審議", "《条例》(草案)已经审议"),
        ("全縣生產總值(GDP)增長", "全县生产总值(GDP)增长"),
        ("清溪網訊(記者 張三)", "清溪网讯(记者 张三)"),
        ("選項:(a)贊成;(e)棄權", "选项:(a)赞成;(e)弃权"),
        ("他(ta)說這個很難", "他(ta)说这个很难"),
        ("保險公司平安(an)報價單", "保险公司平安(an)报价单"),
        ("國(GUO)際公司與貿(MAO)易", "国(GUO)际公司与贸(MAO)易"),
        ("會議(huì yì)開始了嗎", "会议(huì yì)开始了吗"),
        ("縣(市)領導", "县(市)领导"),
        ("陳(Chen)先生說", "陈(Chen)先生说"),
        ("長(4)城與會(", "长(4)城与会("),
        ("安徽亳(bó)州與我縣結對", "安徽亳(bó)州与我县结对"),
    ]);
}

#[test]
fn a_lesson_keeps_its_brackets() {
    all_become(&[
        ("“長”字有兩個讀音:長(zhǎng)大、長(cháng)短。", "“长”字有两个读音:长(zhǎng)大、长(cháng)短。"),
        ("多音字:樂(yuè)器、快樂(lè);重(zhòng)量、重(chóng)複", "多音字:乐(yuè)器、快乐(lè);重(zhòng)量、重(chóng)复"),
    ]);
    all_stay(&[
        "重(zhòng)要的重,读作zhòng。",
        "“长”是多音字,在“长(zhǎng)大”里读第三声,在“长(cháng)短”里读第二声。",
        "床(chuáng)前(qián)明(míng)月(yuè)光(guāng),疑(yí)是(shì)地(dì)上(shàng)霜(shuāng)。",
    ]);
}

#[test]
fn words_that_only_look_like_a_lesson_make_none() {
    all_become(&[
        ("學(xué)生閱讀作品,關注音樂,傾聽心聲調研,理念成為共識。", "学生阅读作品,关注音乐,倾听心声调研,理念成为共识。"),
        ("縣(xiàn)委宣讀成立文件,解讀為民政策。", "县委宣读成立文件,解读为民政策。"),
    ]);
}

#[test]
fn an_article_that_mentions_pinyin_once_is_no_lesson() {
    let damaged = "全縣小學(xué)生拼音比賽(sài)圓滿舉(jǔ)行,縣領(lǐng)導(dǎo)出席並講(jiǎng)話(huà),強(qiáng)調(diào)要堅(jiān)持推廣普通話。";
    assert_eq!(text_of(damaged), "全县小学生拼音比赛圆满举行,县领导出席并讲话,强调要坚持推广普通话。");
}

#[test]
fn a_damaged_text_that_was_converted_with_its_brackets_loses_them() {
    all_become(&[(
        "县政协(xié)召开会(huì)议,传达学(xué)习有关文件,部署当(dāng)前重点(diǎn)工作。",
        "县政协召开会议,传达学习有关文件,部署当前重点工作。",
    )]);
}

#[test]
fn clean_text_is_not_touched() {
    all_stay(&[
        "",
        "\n\n  \n",
        "政协清溪县第十届委员会常务委员会第十二次会议召开。",
        "乐(lào)亭、单(shàn)县、铅(yán)山、厦(xià)门、蔚(yù)县、台(tāi)州",
        "古书写作車(chē),是“车”的繁体。",
        "关于印发《《条例》实施细则》的通知",
        "湖南郴(chēn)州、江苏甪(lù)直、山东单(shàn)县、安徽六(lù)安。",
        "他在山上瞭望,心中慰藉。宫商角徵羽,乾坤朗朗,乾隆年间的名著覆盖面很广,答覆及时。",
        "委员于崇文、於可训、甯昌、毕昇、王喆、李淼出席。",
        "书名《臺灣通史》,作者連橫,是一部记述台湾历史的著作。",
        "等等……是吗?!好!!真的？？他——来了。。。",
        "“他说“好””",
        "姓名,性别,,备注\n张三,男,,无\n",
        "std::vec 与 a;;b 及 http://example.com",
        "行尾\r\n不变\r\n",
        "皇后在里面,后面是台阶,只有一只松鼠。",
        "日产汽车(A)与(e)选项",
    ]);
}

#[test]
fn doubled_punctuation_becomes_one() {
    all_become(&[
        ("会议召开，，部署工作。。", "会议召开，部署工作。"),
        ("会议召开,,部署工作。", "会议召开,部署工作。"),
        ("会议召开,，部署工作。", "会议召开，部署工作。"),
        ("要当好““宣传员””，发挥作用", "要当好“宣传员”，发挥作用"),
        ("要当好“““宣传员”，发挥作用", "要当好“宣传员”，发挥作用"),
        ("审议《《条例》》", "审议《条例》"),
        ("通报、、视察；；调研：：评议", "通报、视察；调研：评议"),
        ("會議召開，，，部署工作。", "会议召开，部署工作。"),
    ]);
}

#[test]
fn traditional_becomes_simplified_by_word() {
    all_become(&[
        ("他看著窗外,想起著名的乾隆皇帝,後來就乾脆走了。", "他看着窗外,想起著名的乾隆皇帝,后来就干脆走了。"),
        ("皇后在宮殿後面,把裡裡外外打掃乾淨。", "皇后在宫殿后面,把里里外外打扫干净。"),
        ("瞭解情況,於是徵求意見,不找藉口。", "了解情况,于是征求意见,不找借口。"),
        ("走著瞧,臺灣的樹裏有鳥。", "走着瞧,台湾的树里有鸟。"),
        ("頭髮與發展,麵粉與面子,鐘錶與鍾愛。", "头发与发展,面粉与面子,钟表与钟爱。"),
        ("這個軟體和資訊", "这个软体和资讯"),
    ]);
}

#[test]
fn words_that_converters_leave_behind_are_found_in_any_text() {
    all_become(&[
        ("看著", "看着"),
        ("他看著我", "他看着我"),
        ("皇后在後面", "皇后在后面"),
        ("由於人手不足,於是作罷", "由于人手不足,于是作罢"),
        ("徵求意見", "征求意见"),
        ("瞭解", "了解"),
        ("沈著應對,祇有努力", "沉着应对,只有努力"),
        (
            "他们看著这些乾净的街道,意味著环境在变好,饼乾和葡萄乾也卖得好。",
            "他们看着这些干净的街道,意味着环境在变好,饼干和葡萄干也卖得好。",
        ),
        ("县政协召开會(huì)议", "县政协召开会议"),
    ]);
    all_stay(&["沿著名的长江", "会议由於崇文主持", "乾隆年间的乾县", "李有著,某某译", "编著与专著"]);
}

#[test]
fn a_stop_that_lost_its_first_byte_is_found_again() {
    all_become(&[
        ("縣政府徵求縣政協(xié)的意見?h政協(xié)主席發(fā)言", "县政府征求县政协的意见。县政协主席发言"),
        ("在縣經濟發展大會上講話？h領導參加", "在县经济发展大会上讲话。县领导参加"),
        ("進行調研??h領(lǐng)導(dǎo)參加座談", "进行调研。县领导参加座谈"),
        ("這樣好嗎?a股漲了,還有什麼?b組說的", "这样好吗?a股涨了,还有什么?b组说的"),
    ]);
}

#[test]
fn a_long_traditional_paragraph_in_a_simplified_text_is_converted_and_a_quotation_is_not() {
    let simplified = "县政协召开常务委员会会议,传达学习有关文件精神,听取情况通报,审议通过决定,协商人事事项,县领导出席会议并讲话,强调要认真贯彻落实。\n";
    let quoted = "《臺灣通史》\n";
    let damaged = "會議傳達學習有關檔案,聽取縣政府關於經濟發展的彙報。\n";
    let text = format!("{simplified}{quoted}{damaged}{simplified}");
    let clean = format!("{simplified}{quoted}会议传达学习有关档案,听取县政府关于经济发展的汇报。\n{simplified}");
    assert_eq!(text_of(&text), clean);
}

#[test]
fn edits_say_where_what_and_why() {
    let restored = restore("本縣(xiàn)會議，，召開");
    let told: Vec<(usize, usize, EditKind, &str, &str, &str)> = restored
        .edits
        .iter()
        .map(|edit| {
            let Edit { offset, restored, kind, before, after, why } = edit;
            (*offset, *restored, *kind, before.as_str(), after.as_str(), why.key())
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, 1, EditKind::Simplified, "縣", "县", "traditional"),
            (2, 2, EditKind::Bracket, "(xiàn)", "", "reading-of"),
            (8, 2, EditKind::Simplified, "會議", "会议", "traditional"),
            (10, 4, EditKind::Punctuation, "，，", "，", "doubled"),
            (13, 6, EditKind::Simplified, "開", "开", "traditional"),
        ]
    );
}

#[test]
fn every_usual_encoding_is_read() {
    let clean = "政协清溪县委员会第十次会议召开，𠮷委员出席。\r\n审议通过了有关决定。\r\n";
    let utf16 = |unit: fn(u16) -> [u8; 2]| clean.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let gb = encoding_rs::GB18030.encode(clean).0.into_owned();
    let with = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let little = utf16(u16::to_le_bytes);
    let big = utf16(u16::to_be_bytes);
    for (bytes, encoding) in [
        (clean.as_bytes().to_vec(), "UTF-8"),
        (with(b"\xEF\xBB\xBF", clean.as_bytes()), "UTF-8"),
        (gb, "GB18030"),
        (with(b"\xFF\xFE", &little), "UTF-16LE"),
        (with(b"\xFE\xFF", &big), "UTF-16BE"),
        (little, "UTF-16LE"),
        (big, "UTF-16BE"),
    ] {
        let restored = restore_bytes(&bytes).unwrap();
        assert_eq!(restored.encoding, encoding);
        assert_eq!(restored.text, clean, "{encoding}");
        assert!(restored.edits.is_empty());
    }
    let traditional = "縣政協召開常務委員會會議，傳達學習有關文件，聽取了情況通報，審議通過有關決定。";
    let restored = restore_bytes(&encoding_rs::BIG5.encode(traditional).0).unwrap();
    assert_eq!(restored.encoding, "Big5");
    assert_eq!(restored.text, "县政协召开常务委员会会议，传达学习有关文件，听取了情况通报，审议通过有关决定。");
    let restored = restore_bytes(&encoding_rs::GB18030.encode(traditional).0).unwrap();
    assert_eq!(restored.text, "县政协召开常务委员会会议，传达学习有关文件，听取了情况通报，审议通过有关决定。");
}

#[test]
fn lines_in_another_encoding_are_read_in_it() {
    let (one, two) = ("政协清溪县委员会召开会议。\n", "会议审议通过了有关决定。\n");
    for (mixed, encoding) in [
        ([utf8(one), utf8(one), gb(two), utf8(one)].concat(), "UTF-8"),
        ([gb(one), gb(one), gb(one), utf8(two), gb(one)].concat(), "GB18030"),
    ] {
        let restored = restore_bytes(&mixed).unwrap();
        assert_eq!(restored.encoding, encoding);
        assert_eq!(restored.text.matches(two).count(), 1, "{}", restored.text);
        assert!(restored.edits.is_empty());
    }
}

#[test]
fn short_gb_texts_are_read() {
    for clean in ["会议", "政协会议。", "县委", "审议通过", "2020年5月19日，会议召开"] {
        let bytes = encoding_rs::GB18030.encode(clean).0.into_owned();
        assert_eq!(restore_bytes(&bytes).map(|restored| restored.text), Ok(clean.to_owned()));
    }
}

/// The bytes of `text` without byte `skip` of the character at `at`.
fn without(bytes_of: fn(&str) -> Vec<u8>, text: &str, at: usize, skip: usize) -> Vec<u8> {
    let head: String = text.chars().take(at).collect();
    let mut bytes = bytes_of(text);
    bytes.remove(bytes_of(&head).len() + skip);
    bytes
}

pub(super) fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

pub(super) fn gb(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// How many of the characters of a text are found again when each in turn loses its first byte.
/// None may become another.
fn found_again(bytes_of: fn(&str) -> Vec<u8>, clean: &str) -> usize {
    let mut found = 0;
    for (at, _) in clean.chars().enumerate().filter(|&(_, c)| script::is_han(c)) {
        let restored = restore_bytes(&without(bytes_of, clean, at, 0)).unwrap();
        let marks = restored.text.matches('\u{FFFD}').count();
        let kind = if marks == 0 { EditKind::LostByte } else { EditKind::Lost };
        assert_eq!(restored.edits.len(), 1, "{}", restored.text);
        assert_eq!(restored.edits[0].kind, kind);
        assert!(marks == 1 || restored.text == clean, "{}", restored.text);
        found += 1 - marks;
    }
    found
}

#[test]
fn a_lost_byte_is_found_again_where_one_word_fits_and_never_guessed() {
    let clean = "政协清溪县委员会召开常务委员会会议,听取情况通报,\n审议通过有关决定,任命张某为主任。\n";
    assert!(found_again(utf8, clean) >= 20);
    assert!(found_again(gb, clean) >= 1);
}

#[test]
fn what_is_not_certain_is_marked() {
    let clean = "会议由赖建彬主持,喻某某出席。";
    for bytes in [without(utf8, clean, 5, 0), without(utf8, clean, 9, 0), without(gb, clean, 3, 0)] {
        let restored = restore_bytes(&bytes).unwrap();
        assert_eq!(restored.text.matches('\u{FFFD}').count(), 1, "{}", restored.text);
        assert_eq!(restored.edits.len(), 1);
        assert_eq!(restored.edits[0].kind, EditKind::Lost);
        assert_eq!(restored.edits[0].why, Why::Uncertain);
    }
    let restored = restore("会\u{FFFD}召开");
    assert_eq!(restored.text, "会\u{FFFD}召开");
    assert_eq!(restored.edits[0].why, Why::Marked);
}

#[test]
fn what_is_no_chinese_text_is_named() {
    let unreadable = |bytes: &[u8]| restore_bytes(bytes).map(|restored| restored.text).unwrap_err();
    let random: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    for (bytes, why) in [
        (&b""[..], Unreadable::Empty),
        (b"\xEF\xBB\xBF", Unreadable::Empty),
        (b"\xFF\xFE", Unreadable::Empty),
        (b" \r\n\t\n", Unreadable::Empty),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", Unreadable::Pdf),
        (b"PK\x03\x04\x14\x00\x06\x00", Unreadable::Office),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00", Unreadable::Office),
        (b"\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR", Unreadable::Image),
        (b"\xFF\xD8\xFF\xE0\x00\x10JFIF", Unreadable::Image),
        (&random, Unreadable::Binary),
        (&[0; 64], Unreadable::Binary),
        (b"a\0b", Unreadable::Binary),
        (b"The committee met on Tuesday and adopted the report.", Unreadable::NotChinese),
        (b"La s\xE9ance a \xE9t\xE9 ouverte; le pr\xE9sident parla du budget.", Unreadable::NotChinese),
        ("Die Sitzung wurde eröffnet; später sprach der Präsident über Bäume.".as_bytes(), Unreadable::NotChinese),
        (
            "The committee (政协) met on Tuesday to discuss the annual work report of the office.".as_bytes(),
            Unreadable::NotChinese,
        ),
        ("会議は火曜日に開かれ、報告書が採択されました。".as_bytes(), Unreadable::NotChinese),
    ] {
        assert_eq!(unreadable(bytes), why, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(20)]));
    }
}
