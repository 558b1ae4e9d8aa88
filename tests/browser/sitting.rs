//! A standing committee meeting from its plan to its confirmed minutes, in four windows: the clerk's, that of the one
//! who presides, and those of two members on their phones. The others who are called answer and vote beside them.

use serde_json::Value;
use yizheng::ledger;
use yizheng::meeting::attendance;
use yizheng::meeting::attendance::rules::code;
use yizheng::meeting::store;
use yizheng::permission::Role;

use super::Browser;
use crate::helpers::{Reader, TestApp, linked, name, people};

/// How many are called, and how many of them come.
const CALLED: usize = 27;
const PRESENT: usize = 24;

/// Disposition, subject, document, who approved it before.
const AGENDA: [[&str; 4]; 7] = [
    ["convey", "县委经济工作会议精神", "", ""],
    ["hear", "全县高标准农田建设情况的通报", "", ""],
    ["arrange", "委员“走乡村、听民意”活动", "", ""],
    ["hear_duty_reports", "陆清和、周叶舟、秦望山三名常务委员的述职", "", ""],
    ["adopt", "关于加强青岭河生态保护的建议案", "关于加强青岭河生态保护的建议案", ""],
    ["adopt", "政协青岭县委员会调研工作办法", "政协青岭县委员会调研工作办法", ""],
    ["notify", "政协青岭县委员会2024年度协商计划", "政协青岭县委员会2024年度协商计划", "县委常委会会议"],
];

/// Everybody, each at their own window or with hands of their own.
struct Hall {
    app: TestApp,
    clerk: Browser,
    chair: Browser,
    /// Two members, by the code and at the desk.
    members: [Browser; 2],
    /// The office without a window.
    office: Reader,
    /// Those who have no window: the secretary-general, then the members from the fifth on.
    others: Vec<Reader>,
    id: i64,
    address: String,
}

impl Hall {
    /// Those who are called, each with an account; windows for four.
    async fn gathered() -> Option<Self> {
        let app = TestApp::start().await;
        let ids = people(&app, CALLED).await;
        let mut others = Vec::new();
        for (n, member) in ids.iter().enumerate() {
            let roles: &[Role] = if n < 2 { &[Role::Member, Role::Leader] } else { &[Role::Member] };
            let reader = linked(&app, *member, &format!("member{n}"), roles).await;
            if n == 1 || n > 3 {
                others.push(reader);
            }
        }
        let office = app.sign_in(Role::Clerk).await;
        let clerk = Browser::start(&app).await?;
        let chair = Browser::start(&app).await?;
        let members = [Browser::start(&app).await?, Browser::start(&app).await?];
        clerk.sign_in_as(&app.account_for(&app.committee, Role::Clerk).await, "/qingling/meetings").await;
        chair.sign_in_as("member0", "/qingling").await;
        members[0].sign_in_as("member2", "/qingling").await;
        members[1].sign_in_as("member3", "/qingling").await;
        Some(Self { app, clerk, chair, members, office, others, id: 0, address: String::new() })
    }

    async fn planned(&mut self) {
        let clerk = &self.clerk;
        clerk.press("a[href$='/meetings/new']").await;
        clerk.press("a[href*='kind=standing_committee']").await;
        clerk.find("#date").await;
        for (field, text) in [("date", "2024-03-05"), ("begins", "11:00"), ("place", "县政协三楼会议室"), ("nth", "17")]
        {
            clerk.run(&format!("document.querySelector('#{field}').value = '{text}'")).await;
        }
        clerk.look("sitting-plan").await;
        clerk.press("main form .actions button.primary").await;
        clerk.find("#sitting-agenda").await;
        self.address = clerk.path().await;
        self.id = self.address.rsplit('/').next().unwrap().parse().unwrap();
        for [disposition, subject, document, approved] in AGENDA {
            let fields = [
                ("disposition", disposition),
                ("subject", subject),
                ("documents", document),
                ("approved_by", approved),
                ("minutes", "15"),
            ];
            self.does("agenda", &fields).await;
        }
        self.does("called", &[("lines", "谷立夏 县农业农村局局长")]).await;
        clerk.open(&self.address).await;
        clerk.press("[formaction$='/notice']").await;
        clerk.reads("#sitting-head .tag", "已通知").await;
    }

    /// What the office does without a window.
    async fn does(&self, rest: &str, fields: &[(&str, &str)]) -> String {
        sent(&self.office, &format!("{}/{rest}", self.address), fields).await
    }

    /// The places of the members, in the order in which they were made.
    async fn called(&self) -> Vec<i64> {
        let all = attendance::store::all(self.app.db.read(), self.id).await.unwrap();
        let of = |n: usize| all.iter().find(|one| one.name == name(n)).unwrap().id;
        (0..CALLED).map(of).collect()
    }

    async fn items(&self) -> Vec<i64> {
        let page = self.office.get_json(&self.address).await.json();
        page["agenda"]["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
    }

    /// One member answers the notice on their phone, two ask leave, the others come, one does not.
    async fn gather(&self) {
        let member = &self.members[0];
        member.open("/qingling").await;
        member.look("sitting-home").await;
        member.press("section[aria-labelledby=awaiting] a").await;
        member.press("a[href$='/notice']").await;
        member.find("#notice").await;
        member.look("sitting-notice").await;
        member.press("[formaction$='/confirm']").await;
        member.find("main > .notice[role=status]").await;
        member.open(&self.address).await;
        let own = member.text("main").await;
        assert!(own.contains("参加"), "he has answered: {own}");

        let called = self.called().await;
        for n in [CALLED - 2, CALLED - 1] {
            let place = format!("{}/called/{}", self.address, called[n]);
            let leave = [("kind", "duty"), ("reason", "赴市里参加培训")];
            sent(&self.others[n - 3], &format!("{place}/ask_leave"), &leave).await;
            sent(&self.others[0], &format!("{place}/grant_leave"), &[]).await;
        }
        let key = store::key(self.app.db.read(), self.id).await.unwrap().unwrap();
        let code = code(&key, self.id, self.app.clock.now());
        member.open(&format!("{}/sign-in?code={code}", self.address)).await;
        member.look("sitting-sign-in").await;
        member.press("form[action$='/sign-in'] button").await;
        member.find(".notice.good").await;
        self.clerk.open(&format!("{}/desk?find={}", self.address, "周叶舟")).await;
        self.clerk.look("sitting-desk").await;
        self.clerk.press("form[action$='/admit'] button").await;
        self.clerk.find("main > .notice[role=status]").await;
        for n in (0..PRESENT).filter(|n| ![2, 3].contains(n)) {
            self.does(&format!("called/{}/admit", called[n]), &[]).await;
        }
        let guest = attendance::store::all(self.app.db.read(), self.id).await.unwrap().pop().unwrap().id;
        self.does(&format!("called/{guest}/admit"), &[]).await;
    }

    /// Each item is taken up, dealt with and settled.
    async fn deal(&self) {
        for (item, [disposition, ..]) in self.items().await.into_iter().zip(AGENDA) {
            self.does(&format!("items/{item}/take_up"), &[]).await;
            self.members[0].find(&format!("#item-{item}[aria-current=step]")).await;
            match disposition {
                "hear_duty_reports" => self.speak().await,
                "adopt" if item == self.items().await[4] => self.by_hands(item).await,
                "adopt" => self.in_secret(item).await,
                _ => {}
            }
            let passed: &[(&str, &str)] = if disposition == "adopt" { &[("passed", "yes")] } else { &[] };
            self.does(&format!("items/{item}/settle"), passed).await;
        }
    }

    /// A member asks for the floor and gets it from the one who presides.
    async fn speak(&self) {
        let [member, _] = &self.members;
        member.press("#sitting-floor button[name=item]").await;
        member.find("#sitting-floor form[action$='/withdraw']").await;
        self.chair.press("#sitting-floor form[action$='/give'] button:not(.plain)").await;
        self.chair.find("#sitting-floor form[action$='/end'], #sitting-floor [formaction$='/end']").await;
        self.chair.look("sitting-floor").await;
        self.chair.press("#sitting-floor form[action$='/end'] button, #sitting-floor [formaction$='/end']").await;
        member.find("#sitting-floor button[name=item]").await;
    }

    /// The clerk counts hands, the one who presides tells the result.
    async fn by_hands(&self, item: i64) {
        let clerk = &self.clerk;
        clerk.open(&format!("{}/polls/new?item={item}", self.address)).await;
        clerk.find("#title").await;
        clerk.run("document.querySelector('#method').value = 'hands'").await;
        clerk.press("main form .actions button.primary").await;
        clerk.press("[formaction$='/open']").await;
        clerk.write("#yes", "23").await;
        clerk.write("#no", "0").await;
        clerk.write("#abstain", "1").await;
        clerk.look("sitting-count").await;
        let poll = clerk.path().await;
        clerk.press("[formaction$='/close']").await;
        clerk.find("#poll-result table").await;
        self.chair.open(&poll).await;
        self.chair.press("[formaction$='/announce']").await;
        self.chair.find("main > .notice[role=status]").await;
        self.chair.look("sitting-result").await;
        self.chair.open(&self.address).await;
    }

    /// Two vote on their phones, the others beside them; nobody knows how.
    async fn in_secret(&self, item: i64) {
        let fields = [
            ("title", "表决《政协青岭县委员会调研工作办法》"),
            ("item", &item.to_string()),
            ("kind", "question"),
            ("method", "secret"),
            ("base", "members"),
            ("majority", "more_than_half"),
            ("seats", "1"),
        ];
        let poll = self.does("polls/new", &fields).await;
        sent(&self.office, &format!("{poll}/open"), &[]).await;
        for (member, choice) in self.members.iter().zip(["yes", "no"]) {
            member.find("[id^=poll-ballot] input[value=yes]").await;
            if choice == "yes" {
                member.look("sitting-ballot").await;
            }
            member.press(&format!("[id^=poll-ballot] input[value={choice}]")).await;
            member.press("[id^=poll-ballot] button.primary").await;
            member.find("[id^=poll-ballot] .notice.good").await;
        }
        self.clerk.open(&format!("{}/screen", self.address)).await;
        self.clerk.look("sitting-screen").await;
        let beside = self.others.iter().take(PRESENT - 3);
        for voter in beside {
            sent(voter, &format!("{poll}/vote"), &[("choice", "yes")]).await;
        }
        self.chair.open(&poll).await;
        self.chair.press("[formaction$='/close']").await;
        self.chair.press("[formaction$='/announce']").await;
        self.chair.reads("#poll-state .tag", "已宣布").await;
        self.chair.open(&self.address).await;
        self.members[0].find("#polls .tag.good").await;
    }

    /// The minutes are drafted, corrected in the window, and confirmed by the one who presided.
    async fn afterwards(&self) -> String {
        let clerk = &self.clerk;
        clerk.open(&self.address).await;
        clerk.press("form[action$='/release/draft'] button").await;
        clerk.press("[formaction$='/publish']").await;
        clerk.find("#release").await;
        clerk.open(&self.address).await;
        clerk.press("form[action$='/minutes/draft'] button").await;
        clerk.find("#text").await;
        clerk.look("sitting-minutes").await;
        clerk.press("main form .actions button:first-child").await;
        clerk.reads("main > .notice[role=status] p", "已保存。").await;
        self.chair.open(&format!("{}/minutes", self.address)).await;
        self.chair.press("[formaction$='/minutes/confirm'], form[action$='/minutes/confirm'] button").await;
        self.chair.find("main > .notice[role=status]").await;
        self.chair.open(&format!("{}/minutes", self.address)).await;
        self.chair.look("sitting-minutes-confirmed").await;
        self.chair.text("main").await
    }
}

/// Sends a form that must be taken; gives where it leads.
async fn sent(reader: &Reader, address: &str, fields: &[(&str, &str)]) -> String {
    let answer = reader.post(address, fields).await;
    assert_eq!(answer.status, 303, "{address}: {}", answer.text());
    answer.location()
}

#[tokio::test]
async fn a_standing_committee_meets_from_its_notice_to_its_confirmed_minutes() {
    let Some(mut hall) = Hall::gathered().await else { return };
    hall.planned().await;
    hall.gather().await;
    hall.chair.open(&hall.address).await;
    hall.chair.look("sitting-quorum").await;
    hall.chair.press("[formaction$='/open']").await;
    hall.members[0].open(&hall.address).await;
    hall.members[1].open(&hall.address).await;
    hall.members[0].reads("#sitting-head .tag", "进行中").await;
    hall.deal().await;
    hall.chair.look("sitting-dealt").await;
    hall.chair.press("[formaction$='/close']").await;
    hall.members[1].reads("#sitting-head .tag", "已闭会").await;
    let minutes = hall.afterwards().await;
    for said in [
        "政协青岭县第十届委员会常务委员会第十七次会议纪要",
        "应到27人，实到24人",
        "赞成23票，反对0票，弃权1票",
        "《政协青岭县委员会调研工作办法》",
        "县农业农村局局长",
    ] {
        assert!(minutes.contains(said), "the minutes lack {said}: {minutes}");
    }
    for n in [CALLED - 2, CALLED - 1] {
        assert!(minutes.contains(&spread(&name(n))), "{} is on leave in {minutes}", name(n));
    }
    let page = hall.app.visitor().get_json(&hall.address).await;
    assert_eq!(page.status, 200, "the release is published");
    assert_eq!((&page.json()["expected"], &page.json()["present"]), (&Value::from(27), &Value::from(24)));
    let chain = ledger::verify(hall.app.db.read(), hall.app.committee.id).await.unwrap();
    assert_eq!(chain.broken, None);
}

/// A name of two characters as lists of names write it.
fn spread(name: &str) -> String {
    let signs: Vec<_> = name.chars().collect();
    if signs.len() == 2 { format!("{}\u{3000}{}", signs[0], signs[1]) } else { name.to_owned() }
}
