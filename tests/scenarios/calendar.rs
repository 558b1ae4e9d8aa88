//! The calendar of a year as each reader may see it, one sitting as a file, and one's own sittings as a feed.

use serde_json::json;
use yizheng::clock::Instant;
use yizheng::permission::Role;

use crate::helpers::{Held, Reader};

const CALENDAR: &str = "/qingling/meetings/calendar";

/// Plans a sitting of a day that is not noticed yet. Gives its address.
async fn planned(held: &Held, date: &str) -> String {
    let new = "/qingling/meetings/new?kind=chairpersons";
    let chair = held.clerk.get_json(new).await.json()["chairs"][0][0].to_string();
    let fields =
        [("term", "10"), ("nth", "3"), ("date", date), ("begins", "09:00"), ("place", "二楼"), ("chair", &chair)];
    let answer = held.clerk.post(new, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

/// The titles of a month, as a reader finds them.
async fn month(reader: &Reader, query: &str, n: usize) -> Vec<String> {
    let page = reader.get_json(&format!("{CALENDAR}{query}")).await.json();
    let sittings = page["months"][n - 1]["sittings"].as_array().unwrap().clone();
    sittings.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_reader_finds_the_sittings_of_a_year_that_he_may_see() {
    let held = Held::noticed(1).await;
    planned(&held, "2024-05-06").await;
    let noticed = "政协青岭县第十届委员会常务委员会第七次会议";
    let to_come = "政协青岭县第十届委员会第三次主席会议";
    for (reader, march, may) in [
        (&held.clerk, 1, 1),
        (&held.chair, 1, 1),
        (&held.secretary, 1, 0),
        (&held.members[0], 1, 0),
        (&held.app.visitor(), 0, 0),
    ] {
        assert_eq!(month(reader, "", 3).await, vec![noticed; march]);
        assert_eq!(month(reader, "?year=2024", 5).await, vec![to_come; may]);
        assert!(month(reader, "?year=2023", 3).await.is_empty());
    }
    let page = held.clerk.get(CALENDAR).await.text();
    assert!(page.contains("筹备中") && page.contains("2024 年会议日历"), "{page}");
    assert_eq!(held.clerk.get(&format!("{CALENDAR}?year=nonsense")).await.status, 404);
}

#[tokio::test]
async fn the_years_that_have_sittings_lead_to_each_other() {
    let held = Held::noticed(1).await;
    planned(&held, "2026-01-15").await;
    let years = async |query: &str| {
        let page = held.clerk.get_json(&format!("{CALENDAR}{query}")).await.json();
        (page["before"].clone(), page["after"].clone())
    };
    assert_eq!(years("").await, (json!(null), json!(2026)));
    assert_eq!(years("?year=2026").await, (json!(2024), json!(null)));
    assert_eq!(years("?year=2025").await, (json!(2024), json!(2026)));
}

#[tokio::test]
async fn one_sitting_is_a_file_for_calendar_programs() {
    let held = Held::noticed(1).await;
    let file = format!("{}/sitting.ics", held.address);
    let answer = held.members[0].get(&file).await;
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    let text = answer.text();
    let address = format!("URL:{}{}", held.app.app.config.base(), held.address);
    for line in [
        "BEGIN:VCALENDAR",
        "DTSTART:20240305T060000Z",
        "LOCATION:县政协三楼会议室",
        "STATUS:CONFIRMED",
        "SEQUENCE:2",
        "UID:sitting-1.qingling@yizheng",
        &address,
    ] {
        assert!(text.lines().any(|one| one == line), "{line} in {text}");
    }
    assert!(!text.contains("DTEND"));
    held.press("call_off").await;
    let text = held.members[0].get(&file).await.text();
    assert!(text.contains("STATUS:CANCELLED") && text.contains("UID:sitting-1.qingling@yizheng"), "{text}");
    assert_eq!(held.app.visitor().get(&file).await.status, 404);
    let to_come = planned(&held, "2024-05-06").await;
    assert_eq!(held.members[0].get(&format!("{to_come}/sitting.ics")).await.status, 404);
    assert!(held.clerk.get(&format!("{to_come}/sitting.ics")).await.text().contains("STATUS:TENTATIVE"));
}

/// The address of a feed that a reader just made, without its host.
async fn made(held: &Held, reader: &Reader) -> String {
    let page = reader.post(&format!("{CALENDAR}/key"), &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let (_, rest) = text.split_once(&format!("{}{CALENDAR}.ics?key=", held.app.app.config.base())).unwrap();
    format!("{CALENDAR}.ics?key={}", rest.split('<').next().unwrap())
}

#[tokio::test]
async fn a_member_follows_his_own_sittings_by_a_secret_address() {
    let held = Held::noticed(1).await;
    planned(&held, "2024-05-06").await;
    let member = &held.members[0];
    let feed = made(&held, member).await;
    let program = held.app.visitor();
    let text = program.get(&feed).await.text();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    assert!(text.contains("UID:sitting-1.qingling@yizheng"));
    held.app.clock.turn_to(held.app.clock.now().plus(400 * Instant::DAY));
    assert_eq!(program.get(&feed).await.status, 200, "it lives long");
    for wrong in ["", "nonsense"] {
        assert_eq!(program.get(&format!("{CALENDAR}.ics?key={wrong}")).await.status, 404);
    }
}

#[tokio::test]
async fn an_address_is_renewed_and_ended_by_its_owner() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    let program = held.app.visitor();
    let old = made(&held, member).await;
    let again = member.get(CALENDAR).await.text();
    assert!(!again.contains("key=") && again.contains("更换订阅地址"), "it is shown once");
    let new = made(&held, member).await;
    assert_eq!((program.get(&old).await.status.as_u16(), program.get(&new).await.status.as_u16()), (404, 200));
    assert_eq!(member.post(&format!("{CALENDAR}/key/end"), &[]).await.status, 303);
    assert_eq!(program.get(&new).await.status, 404);
    assert_eq!(member.post(&format!("{CALENDAR}/key/end"), &[]).await.status, 404);
    let told = member.get("/account").await.text();
    assert!(told.contains("生成了订阅地址") && told.contains("停用了"), "{told}");
}

#[tokio::test]
async fn an_address_is_good_in_its_committee_and_for_a_member_alone() {
    let held = Held::noticed(1).await;
    let feed = made(&held, &held.members[0]).await;
    held.app.found("baitang", "白塘县").await;
    assert_eq!(held.app.visitor().get(&feed.replace("/qingling/", "/baitang/")).await.status, 404);
    let refused = held.clerk.post(&format!("{CALENDAR}/key"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("没有关联委员"), "{}", refused.text());
    let stranger = held.app.visitor().post(&format!("{CALENDAR}/key"), &[]).await;
    assert!(stranger.location().starts_with("/sign-in"));
    let admin = held.app.sign_in(Role::Administrator).await;
    assert_eq!(admin.post("/qingling/members/3/account", &[("login", "")]).await.status, 303);
    assert_eq!(held.app.visitor().get(&feed).await.status, 404, "whose account is no member's any more");
}
