//! The agenda is put in order with the mouse, a paper is brought and read, an item is dealt with.

use yizheng::permission::Role;

use super::Browser;
use crate::helpers::Held;

/// A file that a browser can show.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
     3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n\
     4 0 obj<</Length 44>>stream\nBT /F 24 Tf 50 100 Td (Work points) Tj ET    \nendstream endobj\n\
     5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

#[tokio::test]
async fn an_agenda_is_dragged_into_order_its_paper_is_read_and_its_item_settled() {
    let held = Held::open(3, 0).await;
    let Some(browser) = Browser::start(&held.app).await else { return };
    let address = &held.address;
    let [convey, adopt] = held.items().await[..] else { panic!("two items") };
    let clerk = held.app.account_for(&held.app.committee, Role::Clerk).await;
    browser.sign_in_as(&clerk, &format!("{address}/agenda")).await;
    browser.look("agenda").await;
    browser.drag(&format!("[data-key='{adopt}']"), &format!("[data-key='{convey}']")).await;
    browser.find("main > .notice[role=status]").await;
    assert_eq!(held.items().await, [adopt, convey]);
    browser.press("main > .notice form button").await;
    browser.find(&format!(".agenda > [data-key='{convey}']:first-child")).await;
    assert_eq!(held.items().await, [convey, adopt], "undone");

    browser.press(&format!("[data-key='{adopt}'] a.button")).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("points.pdf");
    std::fs::write(&file, PDF).unwrap();
    browser.choose("#file", &file).await;
    browser.press("form[enctype] button").await;
    browser.find("#title-error").await;
    browser.look("agenda-item-faults").await;
    browser.choose("#file", &file).await;
    browser.write("#title", "工作要点（草案）").await;
    browser.write("#body", "一、总体要求\n二、主要任务").await;
    browser.press("form[enctype] button").await;
    browser.find(".list a[href*='/papers/']").await;
    browser.look("agenda-item").await;

    browser.open(address).await;
    browser.press(&format!("[formaction$='/items/{adopt}/take_up']")).await;
    browser.find("[aria-current=step]").await;
    browser.press("input[name=passed][value=yes]").await;
    browser.write("#decision", "同意印发。").await;
    browser.press("[aria-current=step] button.primary").await;
    browser.find("main > .notice.bad").await;
    assert_eq!(browser.run("return document.querySelector('#decision').value").await, "同意印发。");
    browser.look("agenda-settle").await;
    browser.open(address).await;
    browser.look("sitting-open").await;

    browser.sign_out().await;
    browser.sign_in_as("member2", address).await;
    browser.press("[aria-current=step] a[href*='/papers/']").await;
    browser.press("article button.primary").await;
    browser.find(".head .tag.good").await;
    browser.look("paper").await;
    browser.open(address).await;
    browser.press("#sitting-floor button[name=item]").await;
    browser.find("#sitting-floor form[action$='/withdraw']").await;
    browser.look("sitting-member").await;
}
