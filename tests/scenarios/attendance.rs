//! Who is called, what they answer, how they sign in, and every way in which that is refused.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};
use yizheng::clock::Instant;
use yizheng::ledger::{Act, Change};
use yizheng::meeting::agenda::rules::State::Settled;
use yizheng::meeting::attendance::{rules, store};
use yizheng::meeting::model::item;
use yizheng::meeting::store as sittings;
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader};

impl Held {
    /// An action on the `n`th of those called.
    async fn on_called(&self, reader: &Reader, n: usize, action: &str, fields: &[(&str, &str)]) -> Answer {
        reader.post(&format!("{}/called/{}/{action}", self.address, self.called[n]), fields).await
    }

    /// The `n`th of those called, as the office sees them.
    async fn one(&self, n: usize) -> Value {
        let page = self.clerk.get_json(&format!("{}/called/{}", self.address, self.called[n])).await;
        page.json()["one"].clone()
    }

    async fn reply(&self, n: usize) -> String {
        self.one(n).await["reply"].as_str().unwrap().to_owned()
    }

    /// The address in the code that is shown now, without its host.
    async fn code(&self) -> String {
        let key = sittings::key(self.app.db.read(), self.id).await.unwrap().unwrap();
        format!("{}/sign-in?code={}", self.address, rules::code(&key, self.id, self.app.clock.now()))
    }

    /// Everything on the agenda is dealt with.
    async fn settle(&self) {
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let items = item::Entity::update_many().filter(item::Column::SittingId.eq(self.id));
        let settled = item::ActiveModel { state: Set(Settled), ..Default::default() };
        items.set(settled).exec(change.on()).await.unwrap();
        let act = Act::new("meeting", self.id, "open").fact("title", "会议");
        change.record(act).await.unwrap().commit().await.unwrap();
    }

    fn later(&self, milliseconds: i64) {
        self.app.clock.turn_to(self.app.clock.now().plus(milliseconds));
    }

    async fn scan(&self, reader: &Reader) -> Answer {
        reader.submit(&self.code().await, &[]).await;
        reader.follow(reader.get(&self.code().await).await).await
    }
}

/// The sitting begins at 14:00; people sign in from 12:00 on.
const NOON: i64 = 2 * Instant::HOUR;

const ILL: &[(&str, &str)] = &[("kind", "illness"), ("reason", "住院手术")];

#[tokio::test]
async fn a_member_reads_the_notice_and_the_office_sees_it() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    let notice = format!("{}/notice", held.address);
    let page = member.get(&notice).await;
    assert_eq!(page.status, 200);
    for text in [
        "关于召开政协青岭县第十届委员会常务委员会第七次会议的通知",
        "2024年3月5日（星期二） 14:00",
        "县政协三楼会议室",
        "县委经济工作会议精神",
        "主席、副主席、秘书长、常务委员",
        "由秘书长批准",
    ] {
        assert!(page.text().contains(text), "{text}");
    }
    assert!(page.text().contains(&format!("data-receipt=\"{}/called/{}/read\"", held.address, held.called[2])));
    assert!(held.one(2).await["read_at"].is_null());
    assert_eq!(held.on_called(member, 2, "read", &[]).await.status, 303);
    let read = held.one(2).await["read_at"].clone();
    assert!(read.is_i64());
    held.later(Instant::MINUTE);
    assert_eq!(held.on_called(member, 2, "read", &[]).await.status, 303, "twice is harmless");
    assert_eq!(held.one(2).await["read_at"], read);
    assert!(!member.get(&notice).await.text().contains("data-receipt"));
    assert_eq!(held.on_called(&held.clerk, 0, "read", &[]).await.status, 403, "nobody reads for another");
    let list = held.clerk.get_json(&format!("{}/called?show=unread", held.address)).await.json();
    assert_eq!(list["called"].as_array().unwrap().len(), 2);
    assert_eq!(list["counts"][3], json!({ "show": "read", "n": 1 }));
}

#[tokio::test]
async fn the_notice_is_for_those_who_may_see_the_sitting() {
    let held = Held::noticed(1).await;
    let notice = format!("{}/notice", held.address);
    assert_eq!(held.app.visitor().get(&notice).await.status, 404);
    assert_eq!(held.app.sign_in(Role::UnitHandler).await.get(&notice).await.status, 404);
    assert_eq!(held.app.sign_in(Role::SectorConvener).await.get(&notice).await.status, 200);
}

#[tokio::test]
async fn a_member_says_that_he_comes_and_takes_it_back() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    let answered = held.on_called(member, 2, "confirm", &[]).await;
    let page = member.follow(answered).await.text();
    assert!(
        page.contains("已记下：陆清和参加会议。") && page.contains(&format!("/called/{}/unanswer", held.called[2]))
    );
    assert!(held.one(2).await["read_at"].is_i64(), "who answers has read");
    assert_eq!(held.reply(2).await, "coming");
    assert_eq!(held.on_called(member, 2, "confirm", &[]).await.status, 303, "twice is harmless");
    assert_eq!(held.on_called(member, 2, "unanswer", &[]).await.status, 303);
    assert_eq!(held.reply(2).await, "awaited");
    assert_eq!(held.on_called(member, 0, "confirm", &[]).await.status, 403, "not for another");
    assert_eq!(held.on_called(member, 0, "nonsense", &[]).await.status, 404);
}

#[tokio::test]
async fn leave_is_asked_with_a_reason_and_granted_by_the_secretary_general() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    let empty = held.on_called(member, 2, "ask_leave", &[("kind", ""), ("reason", " ")]).await;
    assert_eq!(empty.status, 422, "{}", empty.text());
    assert_eq!(held.on_called(&held.secretary, 2, "grant_leave", &[]).await.status, 409, "nothing is asked");
    assert_eq!(held.on_called(member, 2, "ask_leave", ILL).await.status, 303);
    assert_eq!(held.on_called(member, 2, "grant_leave", &[]).await.status, 403);
    assert_eq!(held.on_called(&held.clerk, 2, "grant_leave", &[]).await.status, 403);
    let chair = held.on_called(&held.chair, 2, "grant_leave", &[]).await;
    assert_eq!(chair.status, 409);
    assert!(chair.text().contains("不由您批准"), "{}", chair.text());
    let granted = held.on_called(&held.secretary, 2, "grant_leave", &[("back", "called")]).await;
    assert_eq!(granted.location(), format!("{}/called", held.address));
    assert!(held.secretary.follow(granted).await.text().contains("/reconsider_leave"));
    assert_eq!(held.reply(2).await, "leave_granted");
    assert_eq!(held.on_called(&held.secretary, 2, "reconsider_leave", &[]).await.status, 303);
    assert_eq!(held.on_called(&held.secretary, 2, "refuse_leave", &[]).await.status, 303);
    assert_eq!(held.reply(2).await, "leave_refused");
}

#[tokio::test]
async fn an_answer_that_took_leave_back_can_be_taken_back_with_its_reason() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    held.on_called(member, 2, "ask_leave", ILL).await;
    let page = member.follow(held.on_called(member, 2, "confirm", &[]).await).await.text();
    for part in ["/ask_leave\"", r#"name="kind" value="illness""#, r#"name="reason" value="住院手术""#] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(held.reply(2).await, "coming");
    assert!(held.one(2).await["leave"].is_null());
}

#[tokio::test]
async fn a_reason_is_read_by_the_office_by_him_and_by_those_who_grant() {
    let held = Held::noticed(2).await;
    let own = format!("{}/called/{}", held.address, held.called[2]);
    let by_phone = held.on_called(&held.clerk, 2, "ask_leave", ILL).await;
    assert_eq!(by_phone.status, 303, "the office enters what it is told by telephone");
    assert!(held.one(2).await["read_at"].is_null(), "which is no receipt");
    for reader in [&held.clerk, &held.secretary, &held.members[0]] {
        assert!(reader.get(&own).await.text().contains("住院手术"));
    }
    let chair = held.chair.get(&own).await;
    assert!(chair.status == 200 && !chair.text().contains("住院手术"));
    assert!(!held.chair.get_json(&format!("{}/called", held.address)).await.text().contains("住院手术"));
    assert_eq!(held.members[1].get(&own).await.status, 404);
    assert_eq!(held.members[1].get(&format!("{}/called", held.address)).await.status, 403);
    assert!(!held.members[1].get_json(&held.address).await.text().contains("住院手术"));
    assert!(!held.chair.get("/qingling/history").await.text().contains("住院"), "nor in the history");
}

#[tokio::test]
async fn a_code_that_is_scanned_in_time_signs_in_a_member() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    let early = held.scan(member).await;
    assert!(early.text().contains("2024-03-05 12:00 起可以签到"), "{}", early.text());
    held.later(NOON);
    let answer = member.get(&held.code().await).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, format!("{}/sign-in", held.address)));
    assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Lax"), "{}", answer.header("set-cookie"));
    let page = member.follow(answer).await.text();
    assert!(page.contains(&format!("action=\"{}/sign-in\"", held.address)), "{page}");
    let done = member.submit(&format!("{}/sign-in", held.address), &[]).await.text();
    assert!(done.contains("您已于 12:00 签到。"), "{done}");
    held.later(Instant::MINUTE);
    let again = member.submit(&format!("{}/sign-in", held.address), &[]).await.text();
    assert!(again.contains("您已于 12:00 签到。"), "twice is harmless: {again}");
    let one = held.one(2).await;
    assert_eq!((&one["reply"], &one["came_by"], &one["present"]), (&json!("coming"), &json!("code"), &json!(true)));
    assert!(member.get(&held.address).await.text().contains("您已于 12:00 签到。"));
}

#[tokio::test]
async fn a_photo_sent_home_does_not_work() {
    let held = Held::noticed(1).await;
    held.later(NOON);
    let photo = held.code().await;
    held.later(rules::WINDOW);
    assert_eq!(held.members[0].get(&photo).await.status, 303, "the code before the one shown is good");
    held.later(rules::WINDOW);
    let member = held.app.visitor();
    let stale = member.get(&photo).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("二维码已经更换"), "{}", stale.text());
    held.later(rules::TICKET_LIFE);
    let old = held.members[0].post(&format!("{}/sign-in", held.address), &[]).await;
    assert_eq!(old.status, 409, "the ticket is too old");
    assert!(old.text().contains("请先扫描会场屏幕上的二维码"), "{}", old.text());
    let other = held.on_called(&held.members[0], 2, "sign_in", &[]).await;
    assert_eq!(other.status, 404, "there is no way around the code");
}

#[tokio::test]
async fn who_is_not_signed_in_finds_his_password_and_comes_back_to_the_button() {
    let held = Held::noticed(1).await;
    held.later(NOON);
    let phone = held.app.visitor();
    let scanned = phone.get(&held.code().await).await;
    let asked = phone.follow(scanned).await;
    assert_eq!(asked.status, 303);
    assert!(asked.location().starts_with("/sign-in?next="), "{}", asked.location());
    let next = format!("{}/sign-in", held.address);
    held.later(5 * Instant::MINUTE);
    let fields = [("login", "member2"), ("password", crate::helpers::PASSWORD), ("next", next.as_str())];
    let page = phone.submit("/sign-in", &fields).await;
    assert!(page.text().contains("陆清和"), "{}", page.text());
    assert!(phone.submit(&next, &[]).await.text().contains("您已于 12:05 签到。"));
}

#[tokio::test]
async fn signing_in_is_refused_with_the_reason_and_the_way() {
    let held = Held::noticed(2).await;
    held.later(NOON);
    let sign_in = format!("{}/sign-in", held.address);
    let guest = held.app.sign_in(Role::SectorConvener).await;
    held.scan(&guest).await;
    let refused = guest.post(&sign_in, &[]).await;
    assert!(refused.status == 409 && refused.text().contains("您不在这次会议的名单中"));
    held.on_called(&held.members[0], 2, "ask_leave", ILL).await;
    held.on_called(&held.secretary, 2, "grant_leave", &[]).await;
    let page = held.scan(&held.members[0]).await.text();
    assert!(page.contains("已经准假") && page.contains(&format!("/called/{}/confirm", held.called[2])), "{page}");
    let refused = held.members[0].post(&sign_in, &[]).await;
    assert!(refused.status == 409 && refused.text().contains(&format!("/called/{}", held.called[2])));
    held.on_called(&held.members[0], 2, "confirm", &[]).await;
    assert_eq!(held.members[0].post(&sign_in, &[]).await.status, 303);
    held.press("call_off").await;
    let off = held.members[1].get(&held.code().await).await;
    assert!(off.status == 409 && off.text().contains("会议已经取消"), "{}", off.text());
    assert_eq!(held.app.visitor().get(&held.code().await).await.status, 404);
}

#[tokio::test]
async fn the_code_is_shown_to_those_who_run_the_sitting() {
    let held = Held::noticed(1).await;
    let picture = format!("{}/sign-in.svg", held.address);
    for reader in [&held.clerk, &held.chair] {
        let shown = reader.get(&picture).await;
        assert_eq!(
            (shown.header("content-type").as_str(), shown.header("cache-control").as_str()),
            ("image/svg+xml", "no-store")
        );
        assert!(shown.text().contains("<svg"));
    }
    assert_eq!(held.members[0].get(&picture).await.status, 403);
    assert_eq!(held.app.visitor().get(&picture).await.status, 404);
}

#[tokio::test]
async fn the_desk_finds_people_by_letters_and_signs_them_in() {
    let held = Held::noticed(2).await;
    let desk = format!("{}/desk", held.address);
    let admit = |n| held.on_called(&held.clerk, n, "admit", &[("back", "desk")]);
    let early = admit(2).await;
    assert!(early.status == 409 && early.text().contains("还没有到签到的时间"));
    held.later(NOON);
    for find in ["luq", "lqh", "清和"] {
        let people = held.clerk.get_json(&format!("{desk}?find={find}")).await.json()["people"].clone();
        assert_eq!(people.as_array().unwrap().len(), 1, "{find}");
        assert_eq!(people[0]["name"], "陆清和");
    }
    held.on_called(&held.clerk, 2, "ask_leave", ILL).await;
    held.on_called(&held.secretary, 2, "grant_leave", &[]).await;
    assert_eq!(admit(2).await.location(), desk);
    assert_eq!(held.reply(2).await, "coming", "he has leave and comes all the same");
    assert_eq!(admit(2).await.status, 303, "twice is harmless");
    assert_eq!(held.on_called(&held.clerk, 2, "take_back_sign_in", &[]).await.status, 303);
    assert_eq!(held.reply(2).await, "leave_granted", "a mistake leaves nothing behind");
    assert_eq!(held.on_called(&held.clerk, 3, "leave_early", &[]).await.status, 409);
    for (reader, status) in [(&held.members[0], 403), (&held.secretary, 403)] {
        assert_eq!(reader.get(&desk).await.status, status);
        assert_eq!(held.on_called(reader, 3, "admit", &[]).await.status, status);
    }
    assert_eq!(held.app.visitor().get(&desk).await.status, 404);
}

#[tokio::test]
async fn who_came_late_or_left_early_is_a_fact_of_the_record() {
    let held = Held::noticed(4).await;
    held.later(2 * NOON);
    for n in 0..4 {
        held.on_called(&held.clerk, n, "admit", &[]).await;
    }
    held.press("open").await;
    held.later(Instant::MINUTE);
    held.on_called(&held.clerk, 4, "admit", &[]).await;
    held.later(Instant::MINUTE);
    let left = held.on_called(&held.clerk, 3, "leave_early", &[("back", "desk")]).await;
    assert!(held.clerk.follow(left).await.text().contains("/come_back"));
    let page = held.clerk.get_json(&held.address).await.json();
    let bar = &page["attendance"]["bar"];
    assert_eq!((&bar["presence"]["present"], &bar["needed"], &bar["quorate"]), (&json!(4), &json!(4), &json!(true)));
    assert!(held.clerk.get(&held.address).await.text().contains("已达到法定人数（至少 4 人）"));
    held.on_called(&held.clerk, 4, "leave_early", &[]).await;
    assert!(held.clerk.get(&held.address).await.text().contains("还差 1 人"));
    held.on_called(&held.clerk, 4, "come_back", &[]).await;
    held.settle().await;
    held.later(Instant::MINUTE);
    held.press("close").await;
    for (n, fact) in [(0, "in_time"), (3, "left_early"), (4, "late"), (5, "absent")] {
        assert_eq!(held.one(n).await["attendance"], fact, "{n}");
    }
    let late = held.on_called(&held.clerk, 5, "admit", &[]).await;
    assert!(late.status == 409 && late.text().contains("会议已经闭会"));
    let table = held.clerk.get(&format!("{}/called.xlsx", held.address)).await;
    assert_eq!(table.status, 200);
    assert_eq!(&table.body[..2], b"PK");
    assert_eq!(held.members[0].get(&format!("{}/called.xlsx", held.address)).await.status, 403);
}

#[tokio::test]
async fn people_are_called_to_sit_in_and_the_body_stays_whole() {
    let held = Held::noticed(1).await;
    let called = format!("{}/called", held.address);
    let lines = "顾晚晴 县财政局局长、党组书记\n\n程砚 县委办公室副主任";
    assert_eq!(held.clerk.post(&called, &[("lines", lines)]).await.status, 303);
    assert_eq!(held.clerk.post(&called, &[("lines", " ")]).await.status, 409);
    let none = held.clerk.post(&called, &[("member", "无此人")]).await;
    assert!(none.status == 409 && none.text().contains("没有委员“无此人”"));
    let known = held.clerk.post(&called, &[("member", "陆清和")]).await;
    assert!(known.status == 409 && known.text().contains("已在名单中"));
    assert_eq!(held.members[0].post(&called, &[("lines", lines)]).await.status, 403);
    let all = store::all(held.app.db.read(), held.id).await.unwrap();
    let guest = all.iter().find(|one| one.name == "顾晚晴").unwrap();
    assert_eq!(guest.posts.0, ["县财政局局长", "党组书记"]);
    assert_eq!(guest.standing, rules::Standing::SittingIn);
    let voting = held.on_called(&held.clerk, 2, "remove", &[]).await;
    assert!(voting.status == 409 && voting.text().contains("不能从名单中去掉"));
    let gone = held.clerk.submit(&format!("{called}/{}/remove", guest.id), &[]).await.text();
    assert!(gone.contains(r#"name="lines" value="顾晚晴 县财政局局长、党组书记""#), "{gone}");
    let list = held.clerk.get_json(&called).await.json();
    assert_eq!(list["called"].as_array().unwrap().len(), 4);
    assert!(held.clerk.get(&format!("{}/notice", held.address)).await.text().contains("程砚"));
}
