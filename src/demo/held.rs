//! The sittings that the demo's committee holds itself: one from its notice to its confirmed minutes, one that is
//! called, one that is being planned.

use jiff::Span;
use jiff::civil::time;
use serde_json::{Value, json};

use super::hands::Hands;
use crate::account::Committee;
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::{Error, Result};

/// An item of an agenda: disposition, subject, who reports, and the paper before it.
type Item = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

/// The agenda of the sitting that was held.
const HELD: &[Item] = &[
    ("convey", "全县高质量发展大会精神", "林知秋", Some(("全县高质量发展大会精神（学习材料）", CONFERENCE))),
    ("hear", "全县高标准农田建设情况的通报", "县农业农村局", None),
    ("arrange", "委员“走乡村、听民意”活动", "单明夷", None),
    ("hear_duty_reports", "三名常务委员的述职", "秘书长", None),
    ("adopt", "关于加强青岭河流域生态保护的建议案", "城乡建设和人口资源环境委员会", Some((RIVER.0, RIVER.1))),
    ("adopt", "政协青岭县委员会调研工作办法", "办公室", Some((RESEARCH.0, RESEARCH.1))),
    ("notify", "政协青岭县委员会本年度协商计划", "办公室", None),
];

const CONFERENCE: &str = "一、把粮食安全放在首位，新建高标准农田两万亩。\n二、抓好城区老旧小区改造，年内完成十二个小区。\n三、政协要围绕这两件事组织委员视察，提出做得到、用得上的建议。";
const RIVER: (&str, &str) = (
    "关于加强青岭河流域生态保护的建议案",
    "青岭河流经六个乡镇，是全县的饮用水源。调研发现，部分河段仍有污水直排，河岸林带断断续续，管护责任不清。\n为此建议：\n一、年内查清全部排污口，逐个整治销号。\n二、三年补齐河岸林带，所需苗木由县财政统筹。\n三、把管护责任落实到村，每季公布水质。",
);
const RESEARCH: (&str, &str) = (
    "政协青岭县委员会调研工作办法",
    "第一条 调研题目由主席会议确定，每年不超过六个。\n第二条 调研组由专门委员会组织，委员自愿报名。\n第三条 调研报告应当有情况、有分析、有建议，经主席会议讨论后送县委、县政府。",
);

/// The agenda of the sitting to come.
const COMING: &[Item] = &[
    (
        "convey",
        "市政协工作会议精神",
        "林知秋",
        Some(("市政协工作会议精神（学习材料）", "一、提高提案质量。\n二、做实委员履职。\n三、建好委员工作室。")),
    ),
    ("hear", "全县义务教育优质均衡发展情况的通报", "县教育局", None),
    ("discuss", "县政协常务委员会工作报告（征求意见稿）", "秘书长", None),
    (
        "adopt",
        "政协青岭县委员会明年工作要点",
        "办公室",
        Some((
            "政协青岭县委员会明年工作要点（草案）",
            "一、围绕粮食安全、城区改造各组织一次专题协商。\n二、办好二十件重点提案。\n三、每名委员每年走访群众不少于两次。",
        )),
    ),
];

const CLERK: &str = "clerk";
const CHAIR: &str = "leader";
const SECRETARY: &str = "secretary";

/// Plans, calls and holds the sittings, each by those whose business it is.
pub(super) async fn sittings(app: &App, committee: &Committee) -> Result<()> {
    let today = app.clock.today();
    let logins = [CLERK, CHAIR, SECRETARY, "member", "member2", "member3"];
    let hall = Hall { hands: Hands::of(app, &committee.slug, &logins).await?, today };
    hall.held().await?;
    hall.coming().await?;
    hall.planned().await?;
    hall.hands.done().await
}

struct Hall {
    hands: Hands,
    today: Day,
}

impl Hall {
    fn at(&self, days: i32, hour: i8, minute: i8) {
        self.hands.at(self.day(days).at(time(hour, minute, 0, 0)));
    }

    /// So many days from today, back if negative.
    fn day(&self, days: i32) -> Day {
        Day(self.today.0.saturating_add(Span::new().days(days)))
    }

    /// The office plans a sitting; gives its address.
    async fn plan(&self, kind: &str, days: i32, begins: &str) -> Result<String> {
        let new = format!("/meetings/new?kind={kind}");
        let mut form = self.hands.get(CLERK, &new).await?["form"].take();
        form["date"] = json!(self.day(days).to_string());
        form["begins"] = json!(begins);
        form["place"] = json!("县政协三楼会议室");
        let done = self.hands.post(CLERK, &new, form).await?;
        let address = done["address"].as_str().unwrap_or_default();
        // The address is that of the whole program, the hands are those of a committee.
        Ok(address.find("/meetings").map_or_else(String::new, |at| address[at..].to_owned()))
    }

    async fn agenda(&self, sitting: &str, items: &[Item]) -> Result<()> {
        for (disposition, subject, reporter, paper) in items {
            let minutes = if *disposition == "adopt" { "20" } else { "15" };
            let item = json!({
                "disposition": disposition, "subject": subject, "reporter": reporter, "minutes": minutes,
                "approved_by": if *disposition == "notify" { "县委常委会会议" } else { "" },
            });
            self.hands.post(CLERK, &format!("{sitting}/agenda"), item).await?;
            if let Some((title, body)) = paper {
                let item = self.items(sitting).await?.last().copied().unwrap_or(0);
                let address = format!("{sitting}/items/{item}/papers");
                self.hands.enclose(CLERK, &address, &[("title", title), ("body", body)]).await?;
            }
        }
        Ok(())
    }

    async fn items(&self, sitting: &str) -> Result<Vec<i64>> {
        Ok(keys(&self.hands.get(CLERK, sitting).await?["agenda"]["items"]))
    }

    /// Those called with a vote, in their order.
    async fn called(&self, sitting: &str) -> Result<Vec<(i64, String)>> {
        let page = self.hands.get(CLERK, &format!("{sitting}/called")).await?;
        let voting = |one: &&Value| one["standing"] == "voting";
        let called = page["called"].as_array().into_iter().flatten().filter(voting);
        let name = |one: &Value| one["name"].as_str().unwrap_or_default().to_owned();
        Ok(called.map(|one| (one["id"].as_i64().unwrap_or(0), name(one))).collect())
    }

    /// A button on the page of a sitting.
    async fn press(&self, login: &str, sitting: &str, action: &str) -> Result<()> {
        let version = self.hands.get(login, sitting).await?["version"].clone();
        self.hands.post(login, &format!("{sitting}/{action}"), json!({ "version": version })).await?;
        Ok(())
    }

    async fn call(&self, login: &str, sitting: &str, called: i64, action: &str, sent: Value) -> Result<()> {
        self.hands.post(login, &format!("{sitting}/called/{called}/{action}"), sent).await?;
        Ok(())
    }

    /// A standing committee meeting, from its plan to its minutes.
    async fn held(&self) -> Result<()> {
        self.at(-27, 9, 0);
        let sitting = self.plan("standing_committee", -12, "09:00").await?;
        self.agenda(&sitting, HELD).await?;
        let guests = json!({ "lines": "谷立夏 县农业农村局局长\n穆朝晖 县委办公室副主任" });
        self.hands.post(CLERK, &format!("{sitting}/called"), guests).await?;
        self.at(-26, 9, 0);
        self.press(CLERK, &sitting, "notice").await?;
        let called = self.called(&sitting).await?;
        self.at(-25, 15, 30);
        let (away, there) = called.split_at(called.len() - 3);
        let (there, away) = (away, there);
        for (id, _) in there {
            self.call(CLERK, &sitting, *id, "confirm", json!({})).await?;
        }
        for ((id, _), (kind, reason)) in away.iter().zip([("duty", "赴市里参加培训"), ("illness", "住院治疗")])
        {
            self.call(CLERK, &sitting, *id, "ask_leave", json!({ "kind": kind, "reason": reason })).await?;
            self.call(SECRETARY, &sitting, *id, "grant_leave", json!({})).await?;
        }
        self.at(-12, 8, 40);
        for (id, _) in there {
            self.call(CLERK, &sitting, *id, "admit", json!({})).await?;
        }
        self.at(-12, 9, 0);
        self.press(CHAIR, &sitting, "open").await?;
        let mut minute = 5;
        for (item, (disposition, subject, ..)) in self.items(&sitting).await?.into_iter().zip(HELD) {
            self.at(-12, 9, minute);
            minute += 7;
            self.deal(&sitting, item, disposition, subject, there.len()).await?;
        }
        self.at(-12, 11, 20);
        self.press(CHAIR, &sitting, "close").await?;
        self.afterwards(&sitting).await
    }

    /// One item: taken up, voted on where a document is adopted, settled.
    async fn deal(&self, sitting: &str, item: i64, disposition: &str, subject: &str, there: usize) -> Result<()> {
        let address = format!("{sitting}/items/{item}");
        self.hands.post(CLERK, &format!("{address}/take_up"), json!({})).await?;
        let mut outcome = json!({});
        if disposition == "adopt" {
            let poll = json!({
                "title": format!("表决《{subject}》"), "item": item.to_string(), "kind": "question", "method": "hands",
                "base": "members", "majority": "more_than_half", "seats": "1", "candidates": "",
            });
            let poll = self.hands.post(CLERK, &format!("{sitting}/polls/new"), poll).await?;
            let poll = poll["address"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned();
            let poll = format!("{sitting}/polls/{poll}");
            self.hands.post(CLERK, &format!("{poll}/open"), json!({})).await?;
            let counted = json!({ "yes": (there - 1).to_string(), "no": "0", "abstain": "1" });
            self.hands.post(CLERK, &format!("{poll}/close"), counted).await?;
            self.hands.post(CHAIR, &format!("{poll}/announce"), json!({})).await?;
            outcome = json!({ "passed": "yes" });
        }
        self.hands.post(CLERK, &format!("{address}/settle"), outcome).await?;
        Ok(())
    }

    /// The minutes are drafted and confirmed, the news is published.
    async fn afterwards(&self, sitting: &str) -> Result<()> {
        self.at(-12, 15, 0);
        self.hands.post(CLERK, &format!("{sitting}/release/draft"), json!({ "version": 0 })).await?;
        self.fix(CLERK, sitting, "release/publish").await?;
        self.at(-11, 10, 0);
        self.hands.post(CLERK, &format!("{sitting}/minutes/draft"), json!({ "version": 0 })).await?;
        self.at(-10, 9, 30);
        self.fix(CHAIR, sitting, "minutes/confirm").await
    }

    /// A text is fixed as it stands.
    async fn fix(&self, login: &str, sitting: &str, action: &str) -> Result<()> {
        let text = action.split('/').next().unwrap_or_default();
        let version = self.hands.get(login, &format!("{sitting}/{text}")).await?["version"].clone();
        self.hands.post(login, &format!("{sitting}/{action}"), json!({ "version": version })).await?;
        Ok(())
    }

    /// A standing committee meeting that is called, with some answers to its notice.
    async fn coming(&self) -> Result<()> {
        self.at(-3, 9, 0);
        let sitting = self.plan("standing_committee", 9, "09:00").await?;
        self.agenda(&sitting, COMING).await?;
        let guests = json!({ "lines": "谷立夏 县教育局局长" });
        self.hands.post(CLERK, &format!("{sitting}/called"), guests).await?;
        self.at(-2, 9, 0);
        self.press(CLERK, &sitting, "notice").await?;
        let called = self.called(&sitting).await?;
        self.at(-1, 10, 0);
        for (id, _) in called.iter().rev().step_by(2).take(8) {
            self.call(CLERK, &sitting, *id, "confirm", json!({})).await?;
        }
        let place = self.hands.get("member2", &sitting).await?["attendance"]["own"]["id"].as_i64();
        let place = place.ok_or_else(|| Error::internal("a member of the demo is not called"))?;
        let leave = json!({ "kind": "duty", "reason": "赴外地考察农产品市场" });
        self.call("member2", &sitting, place, "ask_leave", leave).await
    }

    /// A chairpersons' meeting that the office is planning.
    async fn planned(&self) -> Result<()> {
        self.hands.at(Instant(self.today.at(time(8, 30, 0, 0)).0));
        let sitting = self.plan("chairpersons", 16, "15:00").await?;
        self.agenda(&sitting, &[("hear", "重点提案督办情况的汇报", "提案委员会", None)]).await
    }
}

/// The keys of the things in a list.
fn keys(list: &Value) -> Vec<i64> {
    list.as_array().into_iter().flatten().filter_map(|one| one["id"].as_i64()).collect()
}
