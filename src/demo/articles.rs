//! News articles of an invented committee's sittings, in the manner of the genre.

use jiff::Span;

use super::people;
use crate::clock::Day;

/// What a standing committee meeting dealt with, in turn.
const MATTERS: &[&str] = &[
    "会议传达学习了县委经济工作会议精神，听取了全县乡村产业发展情况的通报，审议通过了《政协{place}委员会{year}年工作要点》",
    "会议听取了全县义务教育优质均衡发展情况的通报，听取了三名县政协常委的述职，协商通过了有关人事事项，书面审议了《{place}政协上半年提案办理情况的报告》",
    "会议学习了《中国人民政治协商会议章程》，听取了城区老旧小区改造情况的通报，审议通过了《关于加强县域水资源保护的建议案》",
    "会议传达学习了市政协全会精神，安排部署了委员“三下乡”活动，审议通过了《政协{place}委员会专门委员会通则》《政协{place}委员会委员履职管理办法》",
];

/// What a chairpersons' meeting dealt with, in turn.
const AFFAIRS: &[&str] = &[
    "会议听取了重点提案督办情况的汇报，研究了下一阶段视察活动安排",
    "会议听取了各专委会年度工作完成情况的汇报，原则同意《委员小组活动计划》",
    "会议传达学习了县委常委会会议精神，讨论了社情民意信息工作",
];

const REMARKS: &[&str] = &[
    "要把协商的题目选准，把群众的想法听全，提出做得到、用得上的建议。",
    "要多到田间地头走一走，会前把情况摸透，会上把话说明白，会后把事情跟到底。",
    "要用好界别的力量，让每一名委员都有题目、有担子、有回音。",
];

/// Writes about all sittings between two days: a standing committee meeting each quarter, a chairpersons' meeting each
/// month, and each January a plenary with its preparatory meeting.
#[must_use]
pub fn of_years(region: &str, term: i64, from: Day, to: Day) -> Vec<String> {
    let mut writer = Writer { region, term, standing: 4, chairs: 14, session: 2 };
    let months =
        std::iter::successors(Some(from.0.first_of_month()), |day| day.checked_add(Span::new().months(1)).ok());
    months
        .take_while(|day| *day <= to.0)
        .flat_map(|month| writer.month(month))
        .filter(|(day, _)| *day >= from && day.0.tomorrow().is_ok_and(|next| next <= to.0))
        .map(|(_, text)| text)
        .collect()
}

struct Writer<'a> {
    region: &'a str,
    term: i64,
    standing: usize,
    chairs: usize,
    session: usize,
}

type Dated = (Day, String);

impl Writer<'_> {
    fn month(&mut self, month: jiff::civil::Date) -> Vec<Dated> {
        let day = |n: i8| Day(month.with().day(n).build().unwrap_or(month));
        let mut written = Vec::new();
        if month.month() == 1 {
            self.session += 1;
            written.push(self.preparatory(day(11)));
            written.push(self.plenary(day(12)));
        }
        self.chairs += 1;
        written.push(self.chairpersons(day(8)));
        if matches!(month.month(), 3 | 6 | 9 | 12) {
            self.standing += 1;
            written.push(self.standing_committee(day(20)));
        }
        written
    }

    fn finish(&self, day: Day, body: &str) -> Dated {
        let region = self.region;
        let place = region.trim_end_matches('县');
        let (reporter, date) = (people::name(300 + self.chairs), day.0.strftime("%-m月%-d日"));
        let published = day.0.tomorrow().unwrap_or(day.0);
        let text = format!("{place}网讯（记者 {reporter}）{date}，{body}\n{published}\n");
        (day, text.replace("{place}", region).replace("{year}", &day.0.year().to_string()))
    }

    fn standing_committee(&self, day: Day) -> Dated {
        let Self { region, term, standing, .. } = self;
        let (chair, deputy) = (people::name(20), people::name(21));
        let matters = MATTERS[standing % MATTERS.len()];
        let present = 36 - standing % 5;
        let remark = REMARKS[standing % REMARKS.len()];
        self.finish(day, &format!(
            "政协{region}第{term}届委员会常务委员会第{standing}次会议在县政协会议室召开。县政协主席{chair}主持会议并讲话。会议应到36人，实到{present}人，符合规定。\n{matters}。\n{chair}强调，{remark}\n县政协副主席{deputy}、{}、{}，秘书长{}出席会议。县农业农村局局长{}列席会议。",
            people::name(22), people::name(23), people::name(26), people::name(320 + standing),
        ))
    }

    fn chairpersons(&self, day: Day) -> Dated {
        let Self { region, term, chairs, .. } = self;
        let affairs = AFFAIRS[chairs % AFFAIRS.len()];
        self.finish(day, &format!(
            "政协{region}第{term}届委员会召开第{chairs}次主席会议。县政协主席{}主持会议，副主席{}、{}出席会议。\n{affairs}。",
            people::name(20), people::name(21), people::name(22 + chairs % 4),
        ))
    }

    fn plenary(&self, day: Day) -> Dated {
        let Self { region, term, session, .. } = self;
        let present = 240 - session * 3;
        self.finish(day, &format!(
            "政协{region}第{term}届委员会第{session}次会议在县会议中心开幕。会议应到委员240人，实到{present}人，符合章程规定。\n大会由县政协副主席{}主持。会议审议通过了《政协{region}第{term}届委员会第{session}次会议议程》。\n县政协主席{}作常务委员会工作报告。",
            people::name(21), people::name(20),
        ))
    }

    fn preparatory(&self, day: Day) -> Dated {
        let Self { region, term, session, .. } = self;
        self.finish(day, &format!(
            "政协{region}第{term}届委员会第{session}次会议举行预备会议。县政协主席{}主持会议。会议审议通过了《政协{region}第{term}届委员会第{session}次会议议程（草案）》。",
            people::name(20),
        ))
    }
}
