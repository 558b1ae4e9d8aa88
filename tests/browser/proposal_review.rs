//! A clerk reviews what was handed in: one by one, many at once, and one merged into another; the proposers are told.

use super::Browser;
use crate::helpers::Office;

const TOLD: &str = "main > .notice[role=status] p";

/// Opens a form of the review that is folded.
async fn unfold(clerk: &Browser, field: &str) {
    clerk.press(&format!("#proposal-review details:has({field}) > summary")).await;
}

/// Goes to one in the queue.
async fn from_queue(clerk: &Browser, address: &str) {
    clerk.open("/qingling/proposals/review").await;
    clerk.press(&format!("th a[href='{address}']")).await;
    clerk.find("#proposal-review").await;
}

/// Ticks these in the queue.
async fn tick(clerk: &Browser, addresses: &[&String]) {
    clerk.open("/qingling/proposals/review").await;
    for address in addresses {
        let id = address.rsplit('/').next().unwrap();
        clerk.press(&format!("input[value^='{id}:']")).await;
    }
}

/// The first is passed and filed on its own page.
async fn filed_alone(clerk: &Browser, address: &str) {
    from_queue(clerk, address).await;
    clerk.press("#proposal-review form[action$='/pass'] button").await;
    clerk.reads(TOLD, "“关于修缮北坡渡槽的提案”已通过复审。").await;
    unfold(clerk, "#file-category").await;
    clerk.pick("#file-category", "农业农村").await;
    unfold(clerk, "#decline-reason").await;
    clerk.look("proposal-review").await;
    clerk.press_twice("#proposal-review form[action$='/file'] button").await;
    clerk.reads(TOLD, "“关于修缮北坡渡槽的提案”已立案，编号 1。").await;
    clerk.look("proposal-filed").await;
}

/// The second is merged into the first; that is taken back, and done once more.
async fn merged(clerk: &Browser, address: &str) {
    from_queue(clerk, address).await;
    for n in 0..2 {
        unfold(clerk, "#merge-main").await;
        clerk.write("#merge-main", "1").await;
        clerk.write("#merge-remark", "两件提案说的是同一座渡槽，一并办理。").await;
        clerk.press("#proposal-review form[action$='/merge'] button").await;
        clerk.reads(TOLD, "“关于加固北坡渡槽的提案”已并入“关于修缮北坡渡槽的提案”。").await;
        if n == 0 {
            clerk.press("main > .notice[role=status] button").await;
            clerk.reads(TOLD, "“关于加固北坡渡槽的提案”已撤销并案，回到审查中。").await;
        }
    }
}

#[tokio::test]
async fn a_clerk_files_and_merges_and_the_proposers_are_told() {
    let office = Office::open(4).await;
    let main = office.submitted(0, "关于修缮北坡渡槽的提案", true).await;
    let alike = office.submitted(1, "关于加固北坡渡槽的提案", true).await;
    let buses = office.submitted(2, "关于增设城乡公交站点的提案", true).await;
    let canteen = office.submitted(3, "关于建设社区食堂的提案", true).await;
    let Some(clerk) = Browser::start(&office.app).await else { return };
    clerk.sign_in_as("qingling.proposals_clerk", "/qingling").await;
    clerk.press("section[aria-labelledby=awaiting] a[href$='/proposals/review']").await;
    clerk.find("form.sheet table").await;
    clerk.look("proposal-queue").await;
    tick(&clerk, &[&main, &alike, &buses]).await;
    clerk.press("form.sheet > .filters button:not([formaction])").await;
    clerk.reads(TOLD, "3 件提案已通过当前步骤。").await;
    filed_alone(&clerk, &main).await;

    tick(&clerk, &[&alike, &buses]).await;
    clerk.press("form.sheet > .filters button:not([formaction])").await;
    clerk.reads(TOLD, "2 件提案已通过当前步骤。").await;
    tick(&clerk, &[&buses, &canteen]).await;
    clerk.pick("form.sheet #category", "交通运输").await;
    clerk.press("button[formaction$='/review/file']").await;
    let refused = clerk.text("section[aria-labelledby=refused]").await;
    assert!(refused.contains("关于建设社区食堂的提案") && refused.contains("还有审查步骤没有通过"), "{refused}");
    assert!(clerk.text("section[aria-labelledby=done]").await.contains("第 2 号"));
    clerk.look("proposal-review-outcome").await;
    merged(&clerk, &alike).await;

    let Some(phone) = Browser::on_a_phone(&office.app).await else { return };
    phone.sign_in_as("member1", "/qingling").await;
    let home = phone.text("section[aria-labelledby=awaiting]").await;
    assert!(home.contains("您的提案《关于加固北坡渡槽的提案》已并入《关于修缮北坡渡槽的提案》一并办理"), "{home}");
    phone.press(&format!("section[aria-labelledby=awaiting] a[href='{alike}']")).await;
    assert!(phone.text("#main").await.contains("两件提案说的是同一座渡槽，一并办理。"));
    phone.look("proposal-merged").await;
    phone.sign_out().await;
    phone.sign_in_as("member0", &main).await;
    let facts = phone.text("section[aria-labelledby=facts]").await;
    assert!(facts.contains("并入本案的提案") && facts.contains("罗守一"), "{facts}");
}
