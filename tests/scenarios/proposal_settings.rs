//! What a committee sets for its proposals: sessions, the rule, lists, holidays, units and who acts for them.

use sea_orm::{EntityTrait, Set};
use yizheng::clock::Day;
use yizheng::committee;
use yizheng::ledger::{Act, Change, verify};
use yizheng::permission::Role;
use yizheng::proposal::model::{List, Rule, proposal};
use yizheng::proposal::rules::{Kind, State};
use yizheng::proposal::store::set;
use yizheng::unit;

use crate::helpers::{Office, Store, TestApp, on_both};

const SETTINGS: &str = "/qingling/proposals/settings";
const SESSION: &str = "/qingling/settings/session";
const SESSIONS: &str = "/qingling/settings/sessions";
const LISTS: &str = "/qingling/settings/lists";
const HOLIDAYS: &str = "/qingling/settings/holidays";
const UNITS: &str = "/qingling/units";

fn session<'a>(number: &'a str, begins: &'a str, ends: &'a str) -> [(&'static str, &'a str); 4] {
    [("term", "10"), ("number", number), ("begins", begins), ("ends", ends)]
}

async fn names(app: &TestApp, list: List) -> Vec<String> {
    let all = committee::store::choices(app.db.read(), app.committee.id, list.name()).await.unwrap();
    all.into_iter().map(|one| if one.closed { format!("({})", one.name) } else { one.name }).collect()
}

async fn sessions(app: &TestApp) -> Vec<(i64, String)> {
    let all = committee::store::sessions(app.db.read(), app.committee.id).await.unwrap();
    all.into_iter().map(|one| (one.number, format!("{}–{}", one.begins, one.ends))).collect()
}

async fn entries(app: &TestApp) -> i64 {
    verify(app.db.read(), app.committee.id).await.unwrap().entries
}

#[tokio::test]
async fn with_the_first_session_come_the_usual_lists_and_each_deed_is_taken_back() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        let path = SESSION;
        let told = clerk.submit(path, &session("3", "2024-03-01", "2024-03-10")).await;
        assert!(told.text().contains("已增加10届3次"), "{}", told.text());
        assert_eq!(names(&app, List::Reason).await.len(), 10);
        assert_eq!(names(&app, List::Class).await, ["A类", "B类", "C类"]);
        assert!(told.text().contains("农业农村"), "{}", told.text());

        clerk.take_back(&told).await;
        assert!(sessions(&app).await.is_empty());
        clerk.post(path, &session("3", "2024-03-01", "2024-03-10")).await;
        let id = committee::store::sessions(app.db.read(), app.committee.id).await.unwrap()[0].id;
        let told = clerk.submit(&format!("{path}/{id}/change"), &session("3", "2024-03-02", "2024-03-11")).await;
        assert_eq!(sessions(&app).await, [(3, "2024-03-02–2024-03-11".to_owned())]);
        clerk.take_back(&told).await;
        assert_eq!(sessions(&app).await, [(3, "2024-03-01–2024-03-10".to_owned())]);
        let told = clerk.submit(&format!("{path}/{id}/delete"), &[]).await;
        clerk.take_back(&told).await;
        assert_eq!(sessions(&app).await, [(3, "2024-03-01–2024-03-10".to_owned())]);
        let history = clerk.get(SESSIONS).await.text();
        assert!(history.contains("设置了10届3次的征集日期（2024-03-01 至 2024-03-10）"), "{history}");
        assert!(history.contains("为答复类别采用了常用的一套（3 项）"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn sessions_do_not_overlap_and_what_was_sent_is_shown_again() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::ProposalsClerk).await;
    let path = SESSION;
    clerk.post(path, &session("3", "2024-03-01", "2024-03-10")).await;
    let refused = clerk.post(path, &session("4", "2024-03-10", "2024-03-20")).await;
    assert_eq!(refused.status, 422);
    let page = refused.text();
    assert!(page.contains("与10届3次的征集日期重叠") && page.contains("value=\"2024-03-20\""), "{page}");
    assert_eq!(sessions(&app).await.len(), 1);
    let id = committee::store::sessions(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let change = format!("{path}/{id}/change");
    let stale = [&session("3", "2024-03-01", "2024-03-12")[..], &[("was", "10 3 2024-03-01 2024-03-09")]].concat();
    let later = clerk.post(&change, &stale).await;
    assert_eq!(later.status, 409);
    assert!(later.text().contains("已把这一届次改为10届3次，2024-03-01 至 2024-03-10"), "{}", later.text());
    let again = clerk.submit(&change, &session("3", "2024-03-01", "2024-03-10")).await;
    assert!(again.text().contains("没有变化"), "{}", again.text());
}

/// A proposal of a session and of the first category.
async fn write(office: &Office) {
    let app = &office.app;
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let category = office.choice(List::Category, "农业农村").await;
    let row = proposal::ActiveModel {
        committee_id: Set(app.committee.id),
        kind: Set(Kind::Party),
        subject: Set("关于加强灌区维护的提案".to_owned()),
        situation: Set(String::new()),
        analysis: Set(String::new()),
        suggestions: Set(String::new()),
        suggested_unit: Set(String::new()),
        open: Set(true),
        secondable: Set(false),
        text_version: Set(1),
        version: Set(1),
        state: Set(State::Filed),
        step: Set(2),
        session_id: Set(Some(office.session)),
        plenary: Set(true),
        category_id: Set(Some(category)),
        excellent: Set(false),
        published: Set(false),
        round: Set(0),
        created_at: Set(change.acting().at),
        changed_at: Set(change.acting().at),
        ..Default::default()
    };
    let id = proposal::Entity::insert(row).exec(change.on()).await.unwrap().last_insert_id;
    let act = Act::new("proposal", id, "publish").fact("title", "关于加强灌区维护的提案");
    change.record(act).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn what_proposals_belong_to_is_not_deleted_but_closed() {
    let office = Office::open(0).await;
    write(&office).await;
    let (app, clerk) = (&office.app, &office.clerk);
    let before = entries(app).await;
    let refused = clerk.post(&format!("{SESSION}/{}/delete", office.session), &[]).await;
    assert!(refused.status == 422 && refused.text().contains("已有提案属于这一届次"), "{}", refused.text());
    let id = office.choice(List::Category, "农业农村").await;
    let refused = clerk.post(&format!("{LISTS}/category/{id}/delete"), &[]).await;
    assert!(refused.status == 422 && refused.text().contains("可以停用"), "{}", refused.text());
    assert_eq!(entries(app).await, before);
    let told = clerk.submit(&format!("{LISTS}/category/{id}/close"), &[]).await;
    assert_eq!(names(app, List::Category).await[1], "(农业农村)");
    assert!(clerk.submit(&format!("{LISTS}/category/{id}/close"), &[]).await.text().contains("没有变化"));
    clerk.take_back(&told).await;
    assert_eq!(names(app, List::Category).await[1], "农业农村");
}

#[tokio::test]
async fn a_list_is_written_ordered_and_taken_back() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let path = format!("{LISTS}/class");
    let page = administrator.get(&path).await.text();
    assert!(page.contains("还没有设置") && page.contains("A类、B类、C类"), "{page}");
    administrator.post(&format!("{path}/usual"), &[]).await;
    assert_eq!(administrator.post(&format!("{path}/usual"), &[]).await.status, 409, "taken twice");
    let all = committee::store::choices(app.db.read(), app.committee.id, List::Class.name()).await.unwrap();
    assert_eq!(all.iter().map(|one| one.promise).collect::<Vec<_>>(), [false, true, false]);

    let new = [("name", "D类"), ("meaning", "不属于本县职权的"), ("promise", "yes")];
    administrator.post(&path, &new).await;
    let d = committee::store::choices(app.db.read(), app.committee.id, List::Class.name()).await.unwrap()[3].clone();
    assert!(d.promise && d.meaning == "不属于本县职权的", "{d:?}");
    let told = administrator.submit(&format!("{path}/{}/move", d.id), &[("to", "0")]).await;
    assert_eq!(names(&app, List::Class).await, ["D类", "A类", "B类", "C类"]);
    administrator.take_back(&told).await;
    assert_eq!(names(&app, List::Class).await, ["A类", "B类", "C类", "D类"]);

    let sent = [("name", "C类"), ("meaning", "")];
    let taken = administrator.post(&format!("{path}/{}/change", d.id), &sent).await;
    assert!(taken.status == 422 && taken.text().contains("“C类”已经有了"), "{}", taken.text());
    let sent = [("name", "丁类"), ("meaning", ""), ("was", "D类 不属于本县职权的 true")];
    let told = administrator.submit(&format!("{path}/{}/change", d.id), &sent).await;
    let later = administrator.post(&format!("{path}/{}/change", d.id), &sent).await;
    assert!(later.status == 409 && later.text().contains("已把它改为“丁类”"), "{}", later.text());
    administrator.take_back(&told).await;
    let told = administrator.submit(&format!("{path}/{}/delete", all[1].id), &[]).await;
    assert_eq!(names(&app, List::Class).await, ["A类", "C类", "D类"]);
    administrator.take_back(&told).await;
    let all = committee::store::choices(app.db.read(), app.committee.id, List::Class.name()).await.unwrap();
    assert!(all[1].name == "B类" && all[1].promise && all[3].promise, "{all:?}");
}

/// The usual rule as a form, at a version.
fn rule<'a>(version: &'a str, months: &'a str, contact: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("version", version),
        ("steps", "初审\r\n复审"),
        ("cosigners", "1"),
        ("accept_days", "5"),
        ("opinion_months", "1"),
        ("reply_months", months),
        ("extension_months", "1"),
        ("evaluation_days", "30"),
        ("soon_days", "10"),
        ("contact", contact),
        ("merged", "yes"),
        ("roll", "yes"),
        ("publication", "chosen"),
    ]
}

#[tokio::test]
async fn of_two_who_set_the_rule_the_later_is_told_what_it_is_now() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::ProposalsClerk).await;
    let path = format!("{SETTINGS}/rule");
    let stored = async || set::rule(app.db.read(), app.committee.id).await.unwrap();
    assert!(clerk.submit(&path, &rule("0", "3", "yes")).await.text().contains("没有变化"));
    let told = clerk.submit(&path, &rule("0", "5", "")).await;
    assert!(told.text().contains("规则已保存"), "{}", told.text());
    let Rule { reply_months: 5, contact: false, version: 1, .. } = stored().await else {
        panic!("{:?}", stored().await)
    };
    let history = clerk.get(SETTINGS).await.text();
    assert!(history.contains("修改了提案规则：答复期限（月）、答复前必须与提案者沟通"), "{history}");

    let later = clerk.post(&path, &rule("0", "4", "")).await;
    let page = later.text();
    assert_eq!(later.status, 409);
    assert!(page.contains("现在这一项是“5”") && page.contains("value=\"4\""), "{page}");
    assert!(page.contains("name=\"version\" value=\"1\""), "sent again, it is stale again: {page}");
    let unfit = clerk.post(&path, &rule("1", "40", "")).await;
    assert!(unfit.status == 422 && unfit.text().contains("1 到 12 之间"), "{}", unfit.text());
    clerk.take_back(&told).await;
    let Rule { reply_months: 3, contact: true, version: 2, .. } = stored().await else {
        panic!("{:?}", stored().await)
    };
}

#[tokio::test]
async fn a_year_of_holidays_is_pasted_and_taken_back() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        let path = HOLIDAYS;
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let holidays = async || committee::store::holidays(app.db.read(), app.committee.id).await.unwrap();
        let told = clerk.submit(path, &[("days", "2024-04-04至2024-04-06\n2024-04-07 班")]).await;
        assert!(told.text().contains("已保存 4 天的安排"), "{}", told.text());
        assert!(!holidays().await.worked(day("2024-04-05")) && holidays().await.worked(day("2024-04-07")));
        let told = clerk.submit(path, &[("days", "2024-04-05 班\n2024-04-08"), ("x", "")]).await;
        assert!(holidays().await.worked(day("2024-04-05")) && !holidays().await.worked(day("2024-04-08")));
        clerk.take_back(&told).await;
        assert!(!holidays().await.worked(day("2024-04-05")) && holidays().await.worked(day("2024-04-08")));
        assert_eq!(holidays().await.0.len(), 4);
        let wrong = clerk.post(path, &[("days", "2024-05-01\n五月二日")]).await;
        assert!(wrong.status == 422 && wrong.text().contains("第 2 行“五月二日”不是日期"), "{}", wrong.text());
        assert!(wrong.text().contains("五月二日</textarea>"), "{}", wrong.text());
        let told = clerk.submit(path, &[("days", "2024-04-07 常")]).await;
        assert!(told.text().contains("2024 年（3 天）"), "{}", told.text());
    })
    .await;
}

#[tokio::test]
async fn units_are_pasted_changed_and_given_accounts() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    assert!(administrator.get(UNITS).await.text().contains("还没有承办单位"));
    let told = administrator.submit(UNITS, &[("names", "县教育局\n县水利局\n"), ("line", "government")]).await;
    assert!(told.text().contains("已增加 2 个单位"), "{}", told.text());
    administrator.take_back(&told).await;
    assert!(unit::store::units(app.db.read(), app.committee.id).await.unwrap().is_empty());
    administrator.post(UNITS, &[("names", "县教育局"), ("line", "government")]).await;
    let told = administrator.submit(UNITS, &[("names", "县法院\n县教育局"), ("line", "court")]).await;
    assert!(told.text().contains("已增加 1 个单位"), "{}", told.text());
    let id = unit::store::units(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let unit = format!("{UNITS}/{id}");

    app.account(&app.committee, "lin", &[Role::UnitHandler]).await;
    app.account(&app.committee, "shen", &[Role::Member]).await;
    for login in ["nobody", "shen"] {
        let refused = administrator.post(&format!("{unit}/accounts"), &[("login", login)]).await;
        assert!(refused.status == 422 && refused.text().contains("本会没有用户名为"), "{}", refused.text());
    }
    let told = administrator.submit(&format!("{unit}/accounts"), &[("login", "lin")]).await;
    assert!(told.text().contains("lin同志"), "{}", told.text());
    assert!(administrator.submit(&format!("{unit}/accounts"), &[("login", "lin")]).await.text().contains("没有变化"));
    administrator.take_back(&told).await;
    assert!(unit::store::accounts(app.db.read(), id).await.unwrap().is_empty());

    let to = [("name", "县法院（改）"), ("line", "other"), ("was", "县法院 court")];
    let told = administrator.submit(&format!("{unit}/change"), &to).await;
    assert!(told.text().contains("县法院（改）"), "{}", told.text());
    assert_eq!(administrator.post(&format!("{unit}/change"), &to).await.status, 409);
    administrator.take_back(&told).await;
    administrator.post(&format!("{unit}/close"), &[]).await;
    assert!(administrator.get(UNITS).await.text().contains("已停用"));
    administrator.post(&format!("{unit}/reopen"), &[]).await;
    let told = administrator.submit(&format!("{UNITS}/delete"), &[("ids", &id.to_string())]).await;
    assert!(told.text().contains("已删除 1 个单位"), "{}", told.text());
}

#[tokio::test]
async fn a_page_of_settings_and_its_json_tell_the_same_and_others_change_nothing() {
    let office = Office::open(1).await;
    let lists = ["category", "reason", "class"].map(|list| format!("{LISTS}/{list}"));
    let units = [UNITS.to_owned(), format!("{UNITS}/{}", office.units[0])];
    for path in [SETTINGS, SESSIONS, HOLIDAYS].map(str::to_owned).into_iter().chain(lists).chain(units) {
        assert_eq!(office.clerk.get(&path).await.status, 200, "{path}");
        assert!(office.clerk.get_json(&path).await.json().is_object(), "{path}");
        assert_eq!(office.members[0].get(&path).await.status, 403, "{path}");
        assert_eq!(office.handlers[0].get(&path).await.status, 403, "{path}");
        let sent = [("name", "x"), ("line", "other"), ("days", "2024-05-01"), ("names", "x")];
        let refused = office.members[0].post(&path, &sent).await.status;
        assert!(refused == 403 || refused == 405, "{path}: {refused}");
    }
    let baitang = office.app.found("baitang", "白塘县").await;
    let neighbour = office.app.sign_in_to(&baitang, Role::ProposalsClerk).await;
    let category = office.choice(List::Category, "农业农村").await;
    for path in [
        format!("settings/session/{}/delete", office.session),
        format!("settings/lists/category/{category}/delete"),
        format!("units/{}/close", office.units[0]),
    ] {
        assert_eq!(neighbour.post(&format!("/baitang/{path}"), &[]).await.status, 404, "{path}");
    }
    let link = office.clerk.get("/qingling/proposals").await.text();
    assert!(link.contains("href=\"/qingling/proposals/settings\""), "{link}");
    let list = office.members[0].get("/qingling/proposals").await.text();
    assert!(!list.contains("proposals/settings"), "{list}");
}

#[tokio::test]
async fn pages_that_went_elsewhere_are_found_from_where_they_stood() {
    let office = Office::open(0).await;
    let unit = office.units[0];
    for (from, to) in [
        ("/proposals/units".to_owned(), "/units".to_owned()),
        (format!("/proposals/units/{unit}"), format!("/units/{unit}")),
        ("/proposals/settings/holidays".to_owned(), "/settings/holidays".to_owned()),
        ("/proposals/settings/class".to_owned(), "/settings/lists/class".to_owned()),
    ] {
        let answer = office.clerk.get(&format!("/qingling{from}")).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (308, format!("/qingling{to}")), "{from}");
    }
}
